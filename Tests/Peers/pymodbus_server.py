"""A real Modbus TCP server: pymodbus_server.py [port] [--no-reuse].

Prints the port it listens on, then a line for each write that it executed; port 0 lets the system choose. With
--no-reuse, the default of pymodbus, the port of a killed server can't be had for a while: it says 0 and goes on, alive
but not listening, as a program does that has other work too.
"""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer

ADDRESSES = 200
IDENTITY_ADDRESS, IDENTITY = 122, 0xE2A0
WRITABLE = {"c": "coil", "h": "holding"}


class Unit(ModbusSlaveContext):
    def __init__(self, number):
        holding = [0] * ADDRESSES
        holding[IDENTITY_ADDRESS] = IDENTITY
        discrete = [address % 3 == 1 for address in range(ADDRESSES)]
        tables = {"di": discrete, "co": [False] * ADDRESSES, "hr": holding, "ir": list(range(ADDRESSES))}
        blocks = {name: ModbusSequentialDataBlock(0, values) for name, values in tables.items()}
        super().__init__(zero_mode=True, **blocks)
        self.number = number

    def setValues(self, fc_as_hex, address, values):
        super().setValues(fc_as_hex, address, values)
        table = WRITABLE[self.decode(fc_as_hex)]
        print(f"{self.number} {table}/{address}", *(int(value) for value in values), flush=True)


async def main(port, reuse):
    context = ModbusServerContext(slaves={number: Unit(number) for number in (1, 2, 3)}, single=False)
    server = ModbusTcpServer(context, address=("127.0.0.1", port), allow_reuse_address=reuse)
    serving = asyncio.create_task(server.serve_forever())
    await asyncio.wait({serving, server.serving}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        print(0, flush=True)
        await asyncio.Event().wait()
    print(server.server.sockets[0].getsockname()[1], flush=True)
    await serving


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0, "--no-reuse" not in sys.argv))
