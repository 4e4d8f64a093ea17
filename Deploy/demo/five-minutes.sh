#!/usr/bin/env bash
# Five minutes with a real device, in less than two: a Modbus server, a node, readers and writers, and three failures.
# Exit code 0: all was as promised. UNDERSTUDY names a built executable; without it, it is built first.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here device=hall1/oven python=/usr/bin/python3 wait_max=40 output=42

fail() { echo "five-minutes.sh: $*" >&2; exit 2; }

missing() { ! "$python" -c 'import pymodbus.server.async_io' 2>/dev/null || ! command -v curl >/dev/null; }
! missing ||
  fail "missing: apt-get install --no-install-recommends python3-pymodbus curl mbpoll"
if [[ -z ${UNDERSTUDY:-} ]]; then
  echo "Building ..."
  dotnet build "$here/../../Supervisor" -c Release -v quiet --nologo >/dev/null || fail "the build failed"
  UNDERSTUDY=$here/../../Supervisor/bin/Release/net10.0/understudy
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/understudy-demo.XXXXXX")
node_pid='' server_pid=''
stop_all() {
  touch "$work/stop"
  [[ -z $node_pid ]] || { kill -INT "$node_pid" 2>/dev/null && wait "$node_pid"; } || true
  [[ -z $server_pid ]] || { kill -9 "$server_pid" && wait "$server_pid"; } 2>/dev/null || true
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

# until_true WHAT COMMAND...: bounded, or the demonstration ends.
until_true() {
  local what=$1 end=$((SECONDS + wait_max))
  shift
  until "$@"; do
    ((SECONDS < end)) || { cat "$work/node.log" >&2; fail "not within $wait_max s: $what"; }
    sleep 0.05
  done
}

# start_server [PORT]; sets server_pid and port.
start_server() {
  : >"$work/port"
  "$python" "$here/oven_server.py" "${1:-0}" >"$work/port" 2>>"$work/server.log" &
  server_pid=$!
  until_true "the oven listens" test -s "$work/port"
  port=$(<"$work/port")
}

start_node() {
  sed "s/@PORT@/$port/" "$here/oven.yaml" >"$work/oven.yaml"
  # With job control, since other background jobs ignore SIGINT.
  set -m
  "$UNDERSTUDY" run --urls http://127.0.0.1:0 --data "$work/data" --plant "$work/oven.yaml" --allow-drills \
    >"$work/node.log" 2>&1 &
  node_pid=$!
  set +m
  : >>"$work/node.log"
  until_true "the node serves" grep -q 'Ctrl-C stops the node' "$work/node.log"
  UNDERSTUDY_URL=$(sed -n 's/^ *Dashboard *//p' "$work/node.log")
  export UNDERSTUDY_URL
  points=$UNDERSTUDY_URL/api/v1/devices/$device/points
}

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

is_good() { [[ $(curl -sS "$points/temp" | field quality) == Good ]]; }

number() { curl -sS "$points/$1" | field value; }

# write POINT VALUE: prints the value and its verdict.
write() {
  local answer
  answer=$(curl -sS -X PUT -H 'Content-Type: application/json' -d "{\"value\":$2}" "$points/$1")
  echo "$2 $(field verdict <<<"$answer")"
}

read_loop() {
  local answer
  until [[ -e $work/stop ]]; do
    answer=$(curl -sS -w ' %{http_code}' "$points/temp") || true
    [[ $answer == *' 200' ]] && field quality <<<"$answer" || echo error
    sleep 0.05
  done >"$work/reads"
}

value=20
write_loop() {
  until [[ -e $work/stop ]]; do
    write sp $((++value))
    sleep 0.2
  done >"$work/writes"
}

has_recovered() { [[ $(number _recoveries) -gt $recoveries && $(number _mode) == Passive ]]; }

# counts FILE: what is in it, by kind.
counts() { sort "$1" | uniq -c | awk '{printf "%s%d %s", (NR > 1 ? ", " : ""), $1, $2}'; }

device_holds() {
  if command -v mbpoll >/dev/null; then
    mbpoll -m tcp -a 1 -t 4 -r 2 -c 2 -0 -1 -p "$port" 127.0.0.1 | awk '/^\[2\]/ {s = $2 / 10} /^\[3\]/ {print s, $2}'
  else
    echo "$(number sp) $(number out)"
  fi
}

broken=()
reads=0
writes=0
# act TITLE OUTPUT COMMAND...: clients at work while something happens; then what became of it.
act() {
  local title=$1 output_expected=$2 from last setpoint out
  shift 2
  recoveries=$(number _recoveries)
  rm -f "$work/stop"
  read_loop & local reader=$!
  write_loop & local writer=$!
  sleep 1
  from=$(date -u +%FT%T.%3NZ)
  "$@"
  until_true "$device is served again" has_recovered
  sleep 1
  touch "$work/stop"
  wait "$reader" "$writer"
  value=$(tail -n 1 "$work/writes" | cut -d' ' -f1)
  last=$(awk '$2 == "Confirmed" {v = $1} END {print v}' "$work/writes")
  read -r setpoint out < <(device_holds)
  cut -d' ' -f2 "$work/writes" >"$work/verdicts"
  reads=$((reads + $(wc -l <"$work/reads")))
  writes=$((writes + $(wc -l <"$work/writes")))

  echo
  echo "== $title"
  echo "   readers saw    $(counts "$work/reads")"
  echo "   writers were told  $(counts "$work/verdicts")"
  echo "   the oven holds setpoint $setpoint (confirmed last: $last), output $out %"
  "$UNDERSTUDY" journal "$device" --from "$from" --limit 1000 |
    grep -Ev '^time|answers recorded|request (dispatched|settled)' | cut -c12-180 |
    sed 's/  */ /g; s/ $//; s/^/   /'
  ! grep -q error "$work/reads" || broken+=("$title: a reader got an error")
  ! grep -qEv '^(Confirmed|NotExecuted|Indeterminate)$' "$work/verdicts" ||
    broken+=("$title: a write without a verdict")
  [[ $setpoint == "$last" ]] || broken+=("$title: the setpoint is $setpoint, not $last")
  [[ $out == "$output_expected" ]] || broken+=("$title: the output is $out, not $output_expected")
}

lose_power() {
  kill -9 "$server_pid"
  wait "$server_pid" 2>/dev/null || true
  sleep 2
  ! is_good || broken+=("Good without a device")
  start_server "$port"
}

start_server
start_node
until_true "the oven is served" is_good
echo "An oven at 127.0.0.1:$port, a node at $UNDERSTUDY_URL, a reader and a writer."
[[ $(write out "$output") == "$output Confirmed" ]] || fail "the output could not be written"

act "The driver throws" "$output" "$UNDERSTUDY" fault "$device" throw
act "The driver hangs" "$output" "$UNDERSTUDY" fault "$device" hang
act "The oven is killed, and comes back after 2 s with its settings at their defaults" 0 lose_power

echo
if ((${#broken[@]} > 0)); then
  printf 'NOT as promised: %s\n' "${broken[@]}"
  exit 1
fi
echo "As promised: $reads reads and no error, $writes writes with one verdict each, settings back, output left alone."
