// A real Modbus TCP server: jsmodbus_server.js [port]. Prints the port it listens on, then a line for each write that
// it executed; port 0 lets the system choose.
'use strict';
const net = require('net');
const modbus = require('jsmodbus');

const ADDRESSES = 200;
const IDENTITY_ADDRESS = 122;
const IDENTITY = 0xE2A0;

const holding = Buffer.alloc(2 * ADDRESSES);
const input = Buffer.alloc(2 * ADDRESSES);
const coils = Buffer.alloc(ADDRESSES / 8);
const discrete = Buffer.alloc(ADDRESSES / 8);
holding.writeUInt16BE(IDENTITY, 2 * IDENTITY_ADDRESS);
for (let address = 0; address < ADDRESSES; address++) {
  input.writeUInt16BE(address, 2 * address);
  if (address % 3 === 1) discrete[address >> 3] |= 1 << (address & 7);
}

function log(table, valueAt) {
  return (request) => {
    // Some events come twice, once without their request.
    if (!request.body) return;
    const { address, quantity = 1 } = request.body;
    const values = Array.from({ length: quantity }, (_, i) => valueAt(address + i));
    console.log(`${request.unitId} ${table}/${address} ${values.join(' ')}`);
  };
}

const listener = net.createServer();
// A client that resets its connection would end the whole server.
listener.on('connection', (socket) => socket.on('error', () => {}));
const server = new modbus.server.TCP(listener, { coils, discrete, holding, input });
const coil = log('coil', (address) => (coils[address >> 3] >> (address & 7)) & 1);
const register = log('holding', (address) => holding.readUInt16BE(2 * address));
server.on('postWriteSingleCoil', coil);
server.on('postWriteMultipleCoils', coil);
server.on('postWriteSingleRegister', register);
server.on('postWriteMultipleRegisters', register);
listener.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(listener.address().port));
