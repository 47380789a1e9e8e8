from tests.web.test_socket import *
async def test_x(world):
    raw = await raw_socket(world)
    await raw.socket.send(b'{"t":"ping"}', text=False)
    print("one", await raw.closed())
    raw = await raw_seeker(world)
    await raw.socket.send(b'{"t":"ping"}', text=False)
    print("two", await raw.closed())
