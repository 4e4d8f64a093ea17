#!/usr/bin/env bash
# Takes each protection out of a copy of the tree, one at a time, and shows which tests go red.
# A protection whose absence no test notices is a failure of this script. Takes a minute or two for each row;
# docs/protections.md holds what it printed last.
#   Tests/Campaign/take-out-protections.sh            all rows
#   Tests/Campaign/take-out-protections.sh NAME...    the rows of these names, for example: claim lock
set -euo pipefail
readonly wanted=" $* "
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q "$top" "$work/tree"
cd "$work/tree"
dotnet build Tests -c Release -v q --nologo >"$work/build.log" 2>&1 || { tail -20 "$work/build.log"; exit 1; }

unnoticed=0

# name, what is taken out in words, file, perl substitution
take_out() {
  local name=$1 words=$2 file=$3 change=$4
  [[ $wanted == '  ' || $wanted == *" $name "* ]] || return 0
  perl -0pi -e "$change" "$file"
  if git diff --quiet; then
    printf '%-12s %s: nothing to take out in %s, mend this script\n' "$name" "$words" "$file"
    unnoticed=$((unnoticed + 1))
    return
  fi
  if ! dotnet build Tests -c Release -v q --nologo -p:TreatWarningsAsErrors=false >"$work/build.log" 2>&1; then
    printf '%-12s %s: does not build without it\n' "$name" "$words"
    grep -m3 'error' "$work/build.log" || true
    unnoticed=$((unnoticed + 1))
  else
    timeout 300 dotnet run --project Tests -c Release --no-build -- -noColor \
      -namespace 'Understudy.Tests.ShadowActors.Domain*' \
      -namespace 'Understudy.Tests.DriverActors.Links*' \
      -namespace 'Understudy.Tests.DriverActors.Actors*' >"$work/test.log" 2>&1 || true
    local red
    red=$(sed -nE 's/^.*Understudy\.Tests\.([A-Za-z.]+\.[A-Za-z_]+) ?(\([^)]*\))? \[FAIL\].*$/\1/p' "$work/test.log" | sort -u)
    if [ -z "$red" ]; then
      printf '%-12s %s: NO TEST NOTICED\n' "$name" "$words"
      unnoticed=$((unnoticed + 1))
    else
      printf '%-12s %s: %s red\n' "$name" "$words" "$(printf '%s\n' "$red" | wc -l)"
      printf '%s\n' "$red" | head -4 | sed 's/^/               /'
    fi
  fi
  git checkout -q -- .
}

take_out write-ahead 'the driver gets a mutation before its event is durable' ShadowActors/Domain/Mutations.cs \
  's/turn\.Then\((new Continuations\.Send\(request\.Request\))\)/JournalTurns.Continue(turn, $1, turn.Now.Uptime)/'
take_out replay 'settings are not restored' ShadowActors/Domain/RecoveryPlan.cs \
  's/Role: PointRole\.Configuration, Replay: not ReplayRule\.Never/Role: PointRole.Trigger/'
take_out claim 'a foreign claim in the journal is not looked at' ShadowActors/Domain/JournalTurns.cs \
  's/else if \(durable\.Claim\?\.Claim != turn\.Own\.Claim/else if (turn.Now.Uptime < TimeSpan.Zero/'
take_out claim 'the link does not compare claims' DriverActors/Links/LinkSession.cs \
  's/if \(gate\.Claim is not[^\n]*\n//'
take_out sendBy 'the link does not look at the clock' DriverActors/Links/LinkSession.cs \
  's/return gate\.Time\.GetTimestamp\(\) > permit\.SendBy \? SendRefusal\.SendByPassed : null/return null/'
take_out incarnation 'the link does not compare incarnations' DriverActors/Links/LinkSession.cs \
  's/if \(permit\.Incarnation != incarnation\)[^\n]*\n//'
take_out incarnation 'failures of ended incarnations count' ShadowActors/Domain/Failures.cs \
  's/failed\.Incarnation != turn\.Live\.Incarnation \|\| //'
take_out deadline 'no timer for the nearest deadline' ShadowActors/Domain/Deadlines.cs \
  's/turn\.StartTimer\(ShadowTimerKind\.Deadline[^;]*;//'
take_out role 'measurements can be written' ShadowActors/Domain/ValueCheck.cs \
  's/if \(!point\.IsWritable\)[^\n]*\n//'
take_out role 'outputs are restored like settings' ShadowActors/Domain/RecoveryPlan.cs \
  's/Role: PointRole\.Configuration, Replay/Role: PointRole.Configuration or PointRole.Output, Replay/'
take_out quality 'a value is as good without the driver as with it' ShadowActors/Domain/Freshness.cs \
  's/\(true, true\) => own/(_, true) => own/; s/\(true, false\) or \(false, true\) =>/(true, false) =>/'
take_out quarantine 'what fails the driver twice is given to it again' ShadowActors/Domain/Failures.cs \
  's/kind\.IsCounted\(\) \? Poison\.Guilty\(turn, inFlight, transfer\) : null/(string?)null/'
take_out conflict 'any difference after a short outage is a loss' ShadowActors/Domain/ComparedSetting.cs \
  's/ \?\? Conflicts\.Why\(turn, point, reading\?\.Value\)//'
take_out conflict 'a device back in service is restored at once' ShadowActors/Domain/ComparedSetting.cs \
  's/var held = comparedOnly\s+\?\? /var held = /'
take_out service 'changes of a device out of service are not refused' ShadowActors/Domain/Mutations.cs \
  's/else if \(turn\.Live\.OutOfService is \{ \} record\) Refusals[^\n]*\n//'
take_out service 'a driver is opened out of service' ShadowActors/Domain/Recovery.cs \
  's/\s+\|\| turn\.Live\.OutOfService is not null\)/)/'
take_out service 'the devices of a taken-over database stay in service' ShadowActors/Domain/Administration.cs \
  's/(turn\.Own\.DisabledAtStart is not)/turn.Now.Uptime >= TimeSpan.MinValue || $1/'
take_out lock 'anyone changes a locked device' ShadowActors/Domain/Locks.cs \
  's/held\.Proof != proof && !ProxyTable/held.Proof is null \&\& !ProxyTable/'
take_out maxRate 'a value may change as fast as anyone wants' ShadowActors/Domain/Rates.cs \
  's/if \(needed <= Math\.Max\(/if (needed >= 0 || needed <= Math.Max(/'
take_out interlock 'an interlock of which nothing is known holds' ShadowActors/Domain/Interlocks.cs \
  's/if \(WhyUnknown\(turn, name, reading\) is \{ \} unknown\)/if (WhyUnknown(turn, name, reading) is not null) continue;\n            if (reading.WhyNot is { } unknown)/'
take_out orphans 'a driver is opened whatever hangs already' DriverActors/Actors/OrphanWatch.cs \
  's/if \(own >= options\.OrphansPerDeviceMax\)/if (own < 0)/'

[ "$unnoticed" -eq 0 ] || { printf '%s protections are not proven\n' "$unnoticed"; exit 1; }
echo 'every protection is proven'
