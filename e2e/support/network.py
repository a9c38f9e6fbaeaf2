"""A page's live connection, with a hand on it: what the server says can be held back, and the line cut or refused."""

from playwright.sync_api import BrowserContext, WebSocketRoute

PING = "2"


class Line:
    """The network of one browser context. Make it before the context's pages load."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        self._holds_pings = True
        self._refuses = False
        self._is_dead = False
        self.opened = 0
        """How many connections there have been."""
        context.route_web_socket("**/socket.io/**", self._on_connect)

    def hold(self, *, pings: bool = True) -> None:
        """Keep back what the server says from now on, or all but its pings; what the page says still passes."""
        self._held = []
        self._holds_pings = pings

    def release(self) -> None:
        """Hand over what was kept back, in order, and keep nothing back any more."""
        held, self._held = self._held or [], None
        for page, message in held:
            page.send(message)

    def die(self) -> None:
        """Let nothing through any more, either way, without anybody being told."""
        self._is_dead = True

    def cut(self) -> None:
        """End the connections, and let no new one through."""
        self._is_dead = False
        self._context.set_offline(True)
        for page, server in self._sockets:
            server.close()
            page.close()
        self._sockets.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._context.set_offline(False)

    def refuse(self) -> None:
        """Let plain requests through and no new WebSocket, as a proxy does that does not know them."""
        self._refuses = True

    def accept(self) -> None:
        """Let new WebSockets through again."""
        self._refuses = False

    def _on_connect(self, page: WebSocketRoute) -> None:
        if self._refuses:
            page.close()
            return
        self.opened += 1
        server = page.connect_to_server()
        self._sockets.append((page, server))

        def from_server(message: str | bytes) -> None:
            if self._is_dead:
                return
            if self._held is None or (message == PING and not self._holds_pings):
                page.send(message)
            else:
                self._held.append((page, message))

        server.on_message(from_server)
        page.on_message(lambda message: None if self._is_dead else server.send(message))
