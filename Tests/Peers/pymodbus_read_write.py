"""A foreign client of function 23: pymodbus_read_write.py PORT UNIT READ_ADDRESS READ_COUNT WRITE_ADDRESS VALUE...

Writes the values, reads with the same request, and prints what it read.
"""
import sys

from pymodbus.client import ModbusTcpClient

port, unit, read_address, read_count, write_address, *values = map(int, sys.argv[1:])
client = ModbusTcpClient("127.0.0.1", port=port)
client.connect()
answer = client.readwrite_registers(
    read_address=read_address,
    read_count=read_count,
    write_address=write_address,
    write_registers=values,
    slave=unit,
    unit=unit,
)
client.close()
if answer.isError():
    sys.exit(f"refused: {answer}")
print(*answer.registers)
