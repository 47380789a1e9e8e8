from tests.web.test_socket import *
async def test_x(world):
    raw = await raw_seeker(world)
    await raw.socket.send(b'{"t":"ping"}', text=False)
    await asyncio.sleep(2)
    for t in asyncio.all_tasks():
        t.print_stack(limit=8)
