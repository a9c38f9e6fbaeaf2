import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { browser, connectedPage, connectPage, ENTERED, HELLO, OPENING, PING_EVERY, SILENCE } from "./testing";

beforeEach(() => browser.install());
afterEach(() => browser.uninstall());

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** The server goes on pinging meanwhile. */
const waitAndPing = async (ms: number) => {
  for (let left = ms; left > 0; left -= PING_EVERY) {
    browser.socket.hear("2");
    await wait(Math.min(left, PING_EVERY));
  }
};
/** The page sleeps, and its timers with it. */
const sleep = (ms: number) => vi.spyOn(performance, "now").mockReturnValue(performance.now() + ms);
const REPLY = (id: number) => `43/patient,${String(id)}[{"type":"accepted"}]`;
const refusal = (code: string) => `44/patient,${JSON.stringify({ message: "No.", data: { code } })}`;

describe("a page that connects", () => {
  it("opens a WebSocket, says hello, and is in", () => {
    const { told } = connectPage();
    expect(browser.socket.address).toBe("wss://chat.example/socket.io/?EIO=4&transport=websocket");
    expect(browser.socket.sent).toEqual([]);
    browser.socket.hear(OPENING);
    expect(browser.socket.sent).toEqual([`40/patient,${JSON.stringify(HELLO)}`]);
    expect(told).toEqual(["connecting"]);
    browser.socket.hear(ENTERED);
    expect(told).toEqual(["connecting", "online"]);
  });

  it("hears what came before the word that it is in only after that, and can then answer", async () => {
    const answers: Promise<unknown>[] = [];
    const { connection, told } = connectPage({
      onEvent: () => answers.push(connection.send({ type: "relay" })),
    });
    browser.socket.hear(OPENING, `42/patient,["event",{"type":"patient_snapshot"}]`);
    expect(answers).toEqual([]);
    browser.socket.hear(ENTERED);
    expect(told).toEqual(["connecting", "online"]);
    browser.socket.hear(`43/patient,0[{"type":"accepted"}]`);
    expect(await Promise.all(answers)).toEqual([{ type: "accepted" }]);
  });

  it("says hello anew at every attempt", async () => {
    let token = "first";
    connectedPage({ hello: () => ({ ...HELLO, token }) });
    token = "second";
    browser.socket.end();
    await wait(300);
    await browser.answerKnock();
    browser.socket.hear(OPENING);
    expect(browser.socket.sent[0]).toContain("second");
  });

  it("gets events and answers pings, and leaves alone what it does not understand", () => {
    const { told } = connectedPage();
    browser.socket.hear(new Blob(), "4", "42/patient,[", `42/provider,["event",{"type":"relayed"}]`);
    browser.socket.hear("2", `42/patient,["event",{"type":"relayed"}]`, OPENING, ENTERED);
    expect(told).toEqual(["connecting", "online", "event relayed"]);
    expect(browser.socket.sent.slice(1)).toEqual(["3"]);
  });

  it("is lost when it is not let in for long", async () => {
    const { told } = connectPage();
    await wait(500);
    browser.socket.hear(OPENING);
    await wait(3_499);
    expect(told).toEqual(["connecting"]);
    await wait(1);
    expect(told).toEqual(["connecting", "unreached"]);
  });
});

describe("a command", () => {
  it("is answered with the reply to it, in whatever order", async () => {
    const { connection } = connectedPage();
    const [one, two] = [connection.send({ type: "one" }), connection.send({ type: "two" })];
    expect(browser.socket.sent.slice(1)).toEqual([
      `42/patient,0["command",{"type":"one"}]`,
      `42/patient,1["command",{"type":"two"}]`,
    ]);
    browser.socket.hear(`43/patient,7[{"type":"accepted"}]`); // to nothing
    browser.socket.hear(
      `43/patient,1[{"type":"refused","code":"not_allowed"}]`,
      `43/patient,0[{"type":"accepted"}]`,
    );
    expect(await one).toEqual({ type: "accepted" });
    expect(await two).toEqual({ type: "refused", code: "not_allowed" });
  });

  it("is refused at once without a connection", async () => {
    const { connection } = connectPage();
    browser.socket.hear(OPENING);
    expect(await connection.send({ type: "leave" })).toEqual({ type: "refused", code: "offline" });
    expect(browser.socket.sent).toHaveLength(1); // the hello
  });

  it("is given up after fifteen seconds without a reply, and what comes later means nothing", async () => {
    const { connection, told } = connectedPage();
    const answer = connection.send({ type: "leave" });
    await waitAndPing(15_000);
    expect(await answer).toEqual({ type: "refused", code: "timeout" });
    browser.socket.hear(REPLY(0));
    expect(told).toEqual(["connecting", "online", "slow"]);
    await waitAndPing(30_000);
    expect(told).toEqual(["connecting", "online", "slow", "online"]);
  });

  it("is given up with its connection, and never sent again", async () => {
    const { connection } = connectedPage();
    const answer = connection.send({ type: "leave" });
    browser.socket.end();
    expect(await answer).toEqual({ type: "refused", code: "timeout" });
    await wait(300);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    expect(browser.socket.sent).toHaveLength(1); // the hello
  });
});

describe("a refused page", () => {
  it("hears why, and tries no more", async () => {
    const { connection, told } = connectPage();
    browser.socket.hear(OPENING, refusal("room_closed"));
    await wait(0);
    expect(told).toEqual(["connecting", "unreached", "refused room_closed"]);
    expect(browser.socket.closed).toBe(true);
    connection.wake();
    await wait(60_000);
    expect(browser.sockets).toHaveLength(1);
    expect(browser.knocks).toHaveLength(0);
  });

  it("tries again about once a minute where the page asks for it, and at once when it is woken", async () => {
    const refusals: string[] = [];
    const { connection } = connectPage({ onRefused: (code) => refusals.push(code) > 0 });
    browser.socket.hear(OPENING, refusal("room_unknown"));
    await wait(44_000);
    expect(browser.knocks).toHaveLength(0);
    await wait(16_000);
    await browser.answerKnock();
    browser.socket.hear(OPENING, refusal("room_unknown"));
    await wait(0);
    expect(refusals).toEqual(["room_unknown", "room_unknown"]);
    connection.wake();
    await wait(0);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    expect(browser.sockets).toHaveLength(3);
    await wait(120_000);
    expect(refusals).toHaveLength(2);
  });

  it.each([
    ["server_error", "unreached", 1_500],
    ["not_ready", "unreached", 1_500],
    ["too_many", "crowded", 5_000],
    ["too_often", "connecting", 5_000],
  ])("tries again when it was not its fault: %s", async (code, state, later) => {
    const { told } = connectPage();
    browser.socket.hear(OPENING, refusal(code));
    await wait(later);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    expect(told).toEqual(["connecting", state, "online"]);
  });

  it("tries again once it is mended, or hears what stands", async () => {
    const mended = [null, "token_revoked"];
    const { told } = connectPage({ mend: () => Promise.resolve(mended.shift() ?? null) });
    browser.socket.hear(OPENING, refusal("token_expired"));
    await wait(1_500);
    await browser.answerKnock();
    browser.socket.hear(OPENING, refusal("token_expired"));
    await wait(0);
    expect(told).toEqual(["connecting", "unreached", "unreached", "refused token_revoked"]);
  });
});

describe("a connection that ends", () => {
  it.each([
    ["by the line", () => browser.socket.end()],
    ["by the server's goodbye", () => browser.socket.hear("41/patient,")],
    ["by the server's closing", () => browser.socket.hear("1")],
    ["by a refusal without a reason", () => browser.socket.hear("44/patient,{}")],
  ])("%s is made again", async (_how, end) => {
    const { told } = connectedPage();
    end();
    expect(told).toEqual(["connecting", "online", "offline"]);
    await wait(300);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    expect(told).toEqual(["connecting", "online", "offline", "online"]);
    expect(browser.sockets).toHaveLength(2);
  });

  it("is taken for dead after ten seconds without a byte, and not before", async () => {
    const { told } = connectedPage();
    await wait(SILENCE - 1);
    browser.socket.hear("2");
    await wait(SILENCE - 1);
    expect(told).toEqual(["connecting", "online"]);
    await wait(1);
    expect(told).toEqual(["connecting", "online", "offline"]);
    expect(browser.socket.closed).toBe(true);
  });

  it("says nothing more, whatever still comes over it", async () => {
    const { told } = connectedPage();
    const old = browser.socket;
    await wait(SILENCE);
    old.hear(OPENING, ENTERED, `42/patient,["event",{"type":"relayed"}]`);
    old.end();
    expect(told).toEqual(["connecting", "online", "offline"]);
  });

  it("by the page itself is over", async () => {
    const { connection, told } = connectedPage();
    connection.close();
    browser.socket.end();
    connection.wake();
    await wait(60_000);
    expect(told).toEqual(["connecting", "online"]);
    expect(browser.sockets).toHaveLength(1);
    expect(browser.knocks).toHaveLength(0);
  });
});

describe("a server that is away", () => {
  it("is asked for by requests, soon and often; by a WebSocket only once it answers", async () => {
    connectedPage();
    browser.socket.end();
    for (let each = 0; each < 30; each++) {
      await wait(1_500);
      if (each % 2 === 0) browser.knocks.at(-1)?.fail();
      else await browser.answerKnock(502);
    }
    expect(browser.knocks.length).toBeGreaterThan(30);
    expect(browser.sockets).toHaveLength(1);
    await wait(1_500);
    await browser.answerKnock();
    expect(browser.sockets).toHaveLength(2);
  });

  it("is asked again while earlier requests hang, never by more than a browser lets through", async () => {
    connectedPage();
    browser.socket.end();
    await wait(30_000);
    const hanging = browser.knocks.filter(({ signal }) => !signal.aborted);
    expect(hanging.length).toBeGreaterThan(2);
    expect(hanging.length).toBeLessThan(6);
    await browser.answerKnock();
    expect(hanging.slice(0, -1).every(({ signal }) => signal.aborted)).toBe(true);
    expect(browser.sockets).toHaveLength(2);
  });

  it("is there, for all a page knows, when the way to it forbids to ask", async () => {
    connectedPage();
    browser.socket.end();
    await wait(300);
    await browser.answerKnock(404);
    expect(browser.sockets).toHaveLength(2);
  });

  it("says that too many are connected from the page's network, and is asked again until there is room", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { told } = connectedPage();
    browser.socket.end();
    await wait(300);
    await browser.answerKnock(429);
    expect(told.slice(1)).toEqual(["online", "offline", "crowded"]);
    expect(browser.sockets).toHaveLength(1);
    const before = browser.knocks.length;
    await wait(3_700);
    expect(browser.knocks).toHaveLength(before);
    await wait(1_300);
    expect(browser.knocks).toHaveLength(before + 1);
    await browser.answerKnock(204);
    browser.socket.hear(OPENING, ENTERED);
    expect(told.slice(1)).toEqual(["online", "offline", "crowded", "online"]);
  });

  it("is asked at once by a page that wakes, although its timers sleep", async () => {
    const { connection } = connectedPage();
    browser.socket.end();
    await wait(0);
    expect(browser.knocks).toHaveLength(0);
    connection.wake();
    await wait(0);
    expect(browser.knocks).toHaveLength(1);
  });
});

describe("an attempt that takes long", () => {
  it("goes on when too many are connected from the page's network: it may be let in all the same", async () => {
    const { told } = connectPage();
    await wait(2_000);
    await browser.answerKnock(429);
    browser.socket.hear(OPENING, ENTERED);
    expect([told, browser.sockets.length]).toEqual([["connecting", "online"], 1]);
  });

  it("is replaced when the server turns out to answer others", async () => {
    const { told } = connectPage();
    await wait(2_000);
    const first = browser.socket;
    expect(browser.knocks).toHaveLength(1);
    await browser.answerKnock();
    expect(first.closed).toBe(true);
    first.hear(OPENING);
    expect(first.sent).toEqual([]);
    browser.socket.hear(OPENING, ENTERED);
    expect(told).toEqual(["connecting", "online"]);
  });

  it("may still succeed, which ends the asking", async () => {
    const { told } = connectPage();
    await wait(9_000);
    browser.socket.hear(OPENING, ENTERED);
    expect(told).toEqual(["connecting", "online"]);
    expect(browser.sockets).toHaveLength(1);
    await wait(5_000);
    expect(browser.knocks.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it("is given as much more time as a slow line needs", async () => {
    connectPage();
    await wait(2_000);
    const knock = browser.knocks[0];
    await wait(1_500);
    knock?.answer(200); // after 1.5 s: this line takes 6 s for a handshake
    await wait(0);
    expect(browser.sockets).toHaveLength(2);
    const before = browser.knocks.length;
    await wait(7_999);
    expect(browser.knocks).toHaveLength(before);
    await wait(1);
    expect(browser.knocks).toHaveLength(before + 1);
  });

  it("is given up after ten seconds", async () => {
    const { told } = connectPage();
    await wait(10_000);
    expect(browser.socket.closed).toBe(true);
    expect(told).toEqual(["connecting", "unreached"]);
  });

  it("is left alone by a page that wakes, unless it is slow", async () => {
    const { connection } = connectPage();
    connection.wake();
    await wait(0);
    expect(browser.knocks).toHaveLength(0);
    sleep(60_000);
    connection.wake();
    await wait(0);
    expect(browser.knocks).toHaveLength(1);
  });

  it("is ended by a page that closes", async () => {
    const { connection, told } = connectPage();
    await wait(5_000);
    connection.close();
    browser.socket.hear(OPENING);
    await wait(60_000);
    expect(browser.socket.sent).toEqual([]);
    expect(browser.knocks.every(({ signal }) => signal.aborted)).toBe(true);
    expect(told).toEqual(["connecting"]);
  });
});

describe("a slow line", () => {
  it("is told once something has not been answered for five seconds", async () => {
    const { connection, told } = connectedPage();
    void connection.send({ type: "relay" });
    await wait(4_999);
    expect(told).toEqual(["connecting", "online"]);
    await wait(1);
    expect(told).toEqual(["connecting", "online", "slow"]);
  });

  it("is none once something is answered in time", async () => {
    const { connection, told } = connectedPage();
    void connection.send({ type: "relay" });
    await waitAndPing(6_000);
    void connection.send({ type: "relay" });
    browser.socket.hear(REPLY(1));
    await wait(0);
    expect(told).toEqual(["connecting", "online", "slow", "online"]);
  });

  it("does not come and go with each message", async () => {
    const { connection, told } = connectedPage();
    for (let id = 0; id < 10; id++) {
      void connection.send({ type: "relay" });
      await waitAndPing(10_000);
      browser.socket.hear(REPLY(id));
      await waitAndPing(18_000);
    }
    expect(told).toEqual(["connecting", "online", "slow"]);
  });

  it("is forgotten half a minute after the last late answer, when nothing else is sent", async () => {
    const { connection, told } = connectedPage();
    void connection.send({ type: "relay" });
    await waitAndPing(6_000);
    browser.socket.hear(REPLY(0));
    await waitAndPing(29_999);
    expect(told).toEqual(["connecting", "online", "slow"]);
    await wait(1);
    expect(told).toEqual(["connecting", "online", "slow", "online"]);
  });

  it("that is lost is offline, and the next one begins as a good one", async () => {
    const { connection, told } = connectedPage();
    void connection.send({ type: "relay" });
    await wait(SILENCE);
    await wait(300);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    await waitAndPing(60_000);
    expect(told).toEqual(["connecting", "online", "slow", "offline", "online"]);
  });

  it("of ten seconds there and back survives, also when it gets slow at once", async () => {
    const { told } = connectedPage();
    await wait(9_000); // a ping just before, and the next one, sent four seconds later, takes five more
    await waitAndPing(120_000);
    expect(told).toEqual(["connecting", "online"]);
  });
});

describe("a page that slept", () => {
  it("keeps a line that is alive when it wakes", async () => {
    const { connection, told } = connectedPage();
    sleep(SILENCE + 1);
    connection.wake();
    await wait(999);
    browser.socket.hear("2");
    await wait(SILENCE - 1);
    expect(told).toEqual(["connecting", "online"]);
  });

  it("lets go of a silent one after a second, and asks for the server", async () => {
    const { connection, told } = connectedPage();
    connection.wake();
    await wait(1_000);
    expect(told).toEqual(["connecting", "online"]);
    sleep(SILENCE + 1);
    connection.wake();
    await wait(1_000);
    expect(told).toEqual(["connecting", "online", "offline"]);
    await wait(300);
    expect(browser.knocks).toHaveLength(1);
  });
});

describe("a browser that says that the network is gone", () => {
  it("is believed at once, and the line closed", () => {
    const { connection, told } = connectedPage();
    connection.drop();
    expect(told).toEqual(["connecting", "online", "offline"]);
    expect(browser.socket.closed).toBe(true);
  });

  it("keeps no page offline that can reach the server", async () => {
    const { connection, told } = connectedPage();
    connection.drop();
    await wait(300);
    await browser.answerKnock();
    browser.socket.hear(OPENING, ENTERED);
    expect(told).toEqual(["connecting", "online", "offline", "online"]);
  });

  it("changes nothing where there is no line", async () => {
    const { connection, told } = connectedPage();
    connection.drop();
    await wait(300);
    connection.drop();
    expect(told).toEqual(["connecting", "online", "offline"]);
    expect(browser.knocks.map(({ signal }) => signal.aborted)).toEqual([false]);
    connection.close();
    connection.drop();
    await wait(60_000);
    expect(browser.knocks).toHaveLength(1);
  });
});

describe("the computer's clock, set while a page", () => {
  const YEAR = 31_536_000_000;

  it("is connected, is nothing to it where it goes back", async () => {
    const { connection, told } = connectedPage();
    vi.setSystemTime(Date.now() - YEAR);
    connection.wake();
    expect(told).toEqual(["connecting", "online"]);
    sleep(SILENCE + 1);
    connection.wake();
    await wait(1_000);
    expect(told).toEqual(["connecting", "online", "offline"]);
  });

  it("sleeps, tells it of the sleep where the page's own clock stood still", async () => {
    const { connection, told } = connectedPage();
    vi.setSystemTime(Date.now() + SILENCE + 1);
    connection.wake();
    await wait(1_000);
    expect(told).toEqual(["connecting", "online", "offline"]);
  });

  it.each([YEAR, -YEAR])("connects, changes no time that it gives the server (%s ms)", async (change) => {
    const { connection, told } = connectPage();
    vi.setSystemTime(Date.now() + change);
    connection.wake();
    await wait(0);
    expect(browser.knocks).toHaveLength(0);
    browser.socket.hear(OPENING);
    await wait(2_900);
    expect(browser.socket.closed).toBe(false);
    await wait(200);
    expect([browser.socket.closed, told]).toEqual([true, ["connecting", "unreached"]]);
  });
});
