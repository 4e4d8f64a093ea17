#!/usr/bin/env bash
# Whether the node in this container lives. The image has no HTTP client, so bash asks. A failed device is no reason to
# say no.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${UNDERSTUDY_HEALTH_PORT:-8080}"
printf 'GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS=' ' read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
