"""Everything between the operating system and the product: listening, uvicorn, its connections, Socket.IO over them."""
