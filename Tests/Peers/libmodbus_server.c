/* A real Modbus TCP server with libmodbus's usual loop, which serves one client at a time: libmodbus_server [port].
   Prints the port it listens on, then a line for each write that it executed; port 0 lets the system choose. */
#include <arpa/inet.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ADDRESSES = 200, IDENTITY_ADDRESS = 122, IDENTITY = 0xE2A0 };

static int listen_on(int port, int *chosen)
{
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 1) != 0) return -1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    *chosen = ntohs(address.sin_port);
    return listener;
}

static int word(const uint8_t *bytes)
{
    return bytes[0] << 8 | bytes[1];
}

static void log_write(const uint8_t *pdu, int unit, const modbus_mapping_t *map)
{
    int function = pdu[0], address = word(pdu + 1);
    int is_coil = function == 5 || function == 15;
    int count = function == 15 || function == 16 ? word(pdu + 3) : 1;
    if (!is_coil && function != 6 && function != 16 && function != 22) return;
    if (address + count > ADDRESSES) return;
    printf("%d %s/%d", unit, is_coil ? "coil" : "holding", address);
    for (int i = address; i < address + count; i++) printf(" %d", is_coil ? map->tab_bits[i] : map->tab_registers[i]);
    putchar('\n');
}

int main(int argc, char **argv)
{
    uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
    int length, port = 0, listener = listen_on(argc > 1 ? atoi(argv[1]) : 0, &port);
    modbus_t *context = modbus_new_tcp("127.0.0.1", port);
    modbus_mapping_t *map = modbus_mapping_new(ADDRESSES, ADDRESSES, ADDRESSES, ADDRESSES);
    if (listener < 0 || context == NULL || map == NULL) return 1;
    for (int i = 0; i < ADDRESSES; i++) {
        map->tab_input_bits[i] = i % 3 == 1;
        map->tab_input_registers[i] = i;
    }
    map->tab_registers[IDENTITY_ADDRESS] = IDENTITY;
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("%d\n", port);

    int header = modbus_get_header_length(context);
    while (modbus_tcp_accept(context, &listener) != -1) {
        while ((length = modbus_receive(context, query)) != -1) {
            if (length == 0) continue;
            if (modbus_reply(context, query, length, map) == -1) break;
            log_write(query + header, query[header - 1], map);
        }
        modbus_close(context);
    }
    return 1;
}
