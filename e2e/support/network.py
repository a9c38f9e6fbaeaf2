"""A page's live connection, with a hand on it: what the server says can be held back, and the line can be cut."""

from playwright.sync_api import BrowserContext, WebSocketRoute


class Line:
    """The network of one browser context. Make it before the context's pages load."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        context.route_web_socket("**/socket.io/**", self._on_connect)

    def hold(self) -> None:
        """Keep back what the server says from now on; what the page says still passes."""
        self._held = []

    def release(self) -> None:
        """Hand over what was kept back, in order, and keep nothing back any more."""
        held, self._held = self._held or [], None
        for page, message in held:
            page.send(message)

    def cut(self) -> None:
        """End the connections, and let no new one through."""
        self._context.set_offline(True)
        for page, server in self._sockets:
            server.close()
            page.close()
        self._sockets.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._context.set_offline(False)

    def _on_connect(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        self._sockets.append((page, server))

        def from_server(message: str | bytes) -> None:
            if self._held is None:
                page.send(message)
            else:
                self._held.append((page, message))

        server.on_message(from_server)
