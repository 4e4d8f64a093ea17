"""A temperature controller as a real Modbus TCP server (pymodbus): oven_server.py [port]. Prints its port.
After every start its settings are back at their defaults."""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer

TEMPERATURE, SETPOINT, OUTPUT = 235, 200, 0  # 23.5 Cel, 20.0 Cel, 0 %


async def main(port):
    oven = ModbusSlaveContext(
        zero_mode=True,
        ir=ModbusSequentialDataBlock(0, [TEMPERATURE] + [0] * 9),
        hr=ModbusSequentialDataBlock(0, [0, 0, SETPOINT, OUTPUT] + [0] * 6))
    context = ModbusServerContext(slaves={1: oven}, single=False)
    server = ModbusTcpServer(context, address=("127.0.0.1", port), allow_reuse_address=True)
    serving = asyncio.create_task(server.serve_forever())
    await asyncio.wait({serving, server.serving}, return_when=asyncio.FIRST_COMPLETED)
    print(server.server.sockets[0].getsockname()[1], flush=True)
    await serving


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
