// A real Modbus TCP server: modbus_serial_server.js [port]. Prints the port it listens on, then a line for each write
// that it executed; port 0 lets the system choose. Four holding registers are troublesome, see TROUBLE.
'use strict';
const { ServerTCP } = require('modbus-serial');

const ADDRESSES = 200;
const IDENTITY_ADDRESS = 122;
const IDENTITY = 0xE2A0;
const SLOW_MS = 2000;

const refusal = (code) => ({ modbusErrorCode: code, message: `exception ${code}` });
const TROUBLE = {
  190: () => Promise.reject(refusal(4)),
  191: () => Promise.reject(refusal(6)),
  192: (act) => new Promise((answer) => setTimeout(() => answer(act()), SLOW_MS)),
  193: () => new Promise(() => {}),
};

const holding = new Array(ADDRESSES).fill(0);
const coils = new Array(ADDRESSES).fill(false);
holding[IDENTITY_ADDRESS] = IDENTITY;

// Called with the last address that a request is about.
function checked(address, act) {
  if (address >= ADDRESSES) throw refusal(2);
  return act();
}

function setRegisters(address, values, unit) {
  return checked(address + values.length - 1, () => {
    const write = () => {
      values.forEach((value, i) => { holding[address + i] = value; });
      console.log(`${unit} holding/${address} ${values.join(' ')}`);
    };
    return TROUBLE[address] ? TROUBLE[address](write) : write();
  });
}

// Each has three parameters: a fourth would be a callback.
const vector = {
  getCoil: (address, unit) => checked(address, () => coils[address]),
  getDiscreteInput: (address, unit) => checked(address, () => address % 3 === 1),
  getInputRegister: (address, unit) => checked(address, () => address),
  getHoldingRegister: (address, unit) => checked(address, () =>
    TROUBLE[address] ? TROUBLE[address](() => holding[address]) : holding[address]),
  setCoil: (address, value, unit) => checked(address, () => {
    coils[address] = value;
    console.log(`${unit} coil/${address} ${Number(value)}`);
  }),
  setRegister: (address, value, unit) => setRegisters(address, [value], unit),
  setRegisterArray: (address, values, unit) => setRegisters(address, values, unit),
};

// As text, because 0 would be taken for no port given.
const server = new ServerTCP(vector, { host: '127.0.0.1', port: String(process.argv[2] ?? 0) });
server.on('initialized', () => console.log(server._server.address().port));
server.on('serverError', (error) => { throw error; });
server.on('socketError', () => {});
