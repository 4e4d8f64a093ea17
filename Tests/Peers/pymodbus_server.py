"""A real Modbus TCP server: pymodbus_server.py [port]. Prints the port it listens on; 0 lets the system choose."""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer

ADDRESSES = 200
IDENTITY_ADDRESS, IDENTITY = 122, 0xE2A0


def unit():
    holding = [0] * ADDRESSES
    holding[IDENTITY_ADDRESS] = IDENTITY
    tables = {"di": [False] * ADDRESSES, "co": [False] * ADDRESSES, "hr": holding, "ir": list(range(ADDRESSES))}
    blocks = {name: ModbusSequentialDataBlock(0, values) for name, values in tables.items()}
    return ModbusSlaveContext(zero_mode=True, **blocks)


async def main(port):
    context = ModbusServerContext(slaves={number: unit() for number in (1, 2, 3)}, single=False)
    server = ModbusTcpServer(context, address=("127.0.0.1", port), allow_reuse_address=True)
    serving = asyncio.create_task(server.serve_forever())
    await asyncio.wait({serving, server.serving}, return_when=asyncio.FIRST_COMPLETED)
    print(server.server.sockets[0].getsockname()[1], flush=True)
    await serving


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
