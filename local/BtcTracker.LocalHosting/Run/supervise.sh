# Runs a command and sees that it never outlives the AppHost, not even when the AppHost is killed with -9.
# Standard input is a pipe whose other end the AppHost holds: its end means "stop", whoever ended it.
# $1: seconds between SIGTERM and SIGKILL; the rest: the command.
grace=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  while read -r _ <&3; do :; done
  kill -TERM "$child"
  while [ "$grace" -gt 0 ] && kill -0 "$child"; do
    sleep 1
    grace=$((grace - 1))
  done
  kill -KILL "$child"
) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
