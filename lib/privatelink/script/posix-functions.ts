/** The functions of the POSIX script: nothing of a request is in here. No `${` is used, so that nothing is mistaken for a value of ours. */
export const POSIX_FUNCTIONS = String.raw`have() { command -v "$1" >/dev/null 2>&1; }

# within SECONDS COMMAND...: 124 or 143 when it took too long
within() {
  limit=$1
  shift
  if have timeout; then
    timeout "$limit" "$@"
    return
  fi
  "$@" &
  child=$!
  (
    sleep "$limit"
    kill "$child"
  ) >/dev/null 2>&1 &
  watcher=$!
  wait "$child" 2>/dev/null
  code=$?
  kill "$watcher" 2>/dev/null
  return "$code"
}

# printable text on one line, without quotes and backslashes, as it may stand in JSON
clean() { tr '\n\t\r' '   ' | tr -cd ' -~' | tr '"\\' "'/" | cut -c1-300; }
text() { printf '"%s"' "$(printf %s "$1" | clean)"; }
put() { printf '%s\n' "$1" >>"$dir/results"; }
say() { printf '%-5s %s\n' "$1" "$(printf %s "$2" | tr -cd ' -~')"; }
note() {
  say '?' "$2"
  put "{\"kind\":\"note\",\"about\":$(text "$1"),\"text\":$(text "$2")}"
}
only_addresses() { grep -E '^[0-9]{1,3}(\.[0-9]{1,3}){3}$' | sort -u | head -n 64; }
as_list() { awk '{ printf "%s\"%s\"", (NR > 1 ? "," : ""), $1 }'; }

# look_up NAME: sets outcome, addresses, server and said
look_up() {
  addresses='' server=system said='' outcome=unresolved
  if have getent; then
    addresses=$(within 12 getent ahostsv4 "$1" 2>/dev/null | awk '{ print $1 }' | only_addresses)
    said="getent ahostsv4"
  fi
  if [ -z "$addresses" ] && have dig; then
    out=$(within 12 dig +time=3 +tries=2 "$1" A 2>&1)
    addresses=$(printf '%s\n' "$out" | awk '!/^;/ && $4 == "A" { print $5 }' | only_addresses)
    why "$(printf '%s\n' "$out" | grep -E 'status:|timed out|refused|no servers' | head -n 3)"
  elif [ -z "$addresses" ] && have nslookup; then
    out=$(within 12 nslookup "$1" 2>&1)
    addresses=$(printf '%s\n' "$out" | awk '/^Name:/ { on = 1 } on && /^Address/ { v = ($1 == "Address" ? $3 : $2); sub(/#.*/, "", v); print v }' | only_addresses)
    why "$(printf '%s\n' "$out" | tail -n 4)"
  elif [ -z "$addresses" ] && have host; then
    out=$(within 12 host "$1" 2>&1)
    addresses=$(printf '%s\n' "$out" | awk '/ has address / { print $NF }' | only_addresses)
    why "$(printf '%s\n' "$out" | tail -n 3)"
  elif [ -z "$addresses" ] && have python3; then
    out=$(within 12 python3 -c 'import socket,sys
try:
  for each in socket.getaddrinfo(sys.argv[1], None, socket.AF_INET): print(each[4][0])
except Exception as problem: print(problem)' "$1" 2>&1)
    addresses=$(printf '%s\n' "$out" | only_addresses)
    why "$out"
  elif [ -z "$addresses" ] && [ -z "$said" ]; then
    outcome=no-tool
  fi
  if [ -n "$addresses" ]; then outcome=answered; fi
}
why() {
  said=$1
  case $1 in
    *NXDOMAIN*) outcome=nxdomain ;;
    *SERVFAIL*) outcome=servfail ;;
    *REFUSED*) outcome=refused ;;
    *'timed out'*) outcome=timeout ;;
    *'No answer'* | *NOERROR*) outcome=nodata ;;
  esac
}

# word CODE TEXT: what became of a connection, then a tab and the text
word() {
  case $1 in 0) outcome=open ;; 124 | 137 | 143) outcome=timeout ;; *) outcome=failed ;; esac
  if [ "$1" != 0 ]; then
    case $2 in
      *refused*) outcome=refused ;;
      *'imed out'* | *TIMEOUT* | *'in progress'*) outcome=timeout ;;
      *'o route to host'* | *'ost is unreachable'*) outcome=no-route ;;
      *'etwork is unreachable'*) outcome=unreachable ;;
      *'eset by peer'*) outcome=reset ;;
      *'not known'* | *resolution* | *resolve* | *'bad address'* | *'not provided'* | *'nknown host'* | *'No address'*) outcome=unresolved ;;
    esac
  fi
  printf '%s\t%s\n' "$outcome" "$(printf %s "$2" | clean)"
}
connect() {
  if have bash; then
    out=$(within 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
    code=$?
    case $out in *'No such file'*) ;; *) word "$code" "$out"; return ;; esac
  fi
  if have python3; then
    out=$(within 7 python3 -c 'import socket,sys
try: socket.create_connection((sys.argv[1], int(sys.argv[2])), 5).close()
except Exception as problem:
  print(problem)
  sys.exit(1)' "$1" "$2" 2>&1)
    word "$?" "$out"
  elif have nc; then
    out=$(within 5 nc -z -v -w 4 "$1" "$2" 2>&1 </dev/null)
    code=$?
    case $out in
      *option* | *sage*)
        out=$(within 5 nc "$1" "$2" 2>&1 </dev/null)
        code=$?
        ;;
    esac
    word "$code" "$out"
  elif have telnet; then
    out=$(sleep 2 | within 6 telnet "$1" "$2" 2>&1)
    code=$?
    case $out in *'Connected to'* | *'Escape character'* | *Entering*) code=0 ;; *) [ "$code" != 0 ] || code=1 ;; esac
    word "$code" "$out"
  elif have curl; then
    out=$(within 6 curl -v --connect-timeout 5 -m 5 "telnet://$1:$2" 2>&1 </dev/null)
    case $out in *'Connected to'* | *'Established connection'*) word 0 '' ;; *) word 1 "$out" ;; esac
  else
    printf 'no-tool\t\n'
  fi
}

# shake_hands HOST PORT NAME: sets outcome ('' where there was no connection), subject and said
shake_hands() {
  outcome='' subject='' said=''
  if have openssl; then
    good=ok
    out=$(within 10 openssl s_client -connect "$1:$2" -servername "$3" -verify_hostname "$3" 2>&1 </dev/null)
    code=$?
    case $out in
      *'nknown option'* | *'ption unknown'* | *'nrecognized'*)
        good=unverified
        out=$(within 10 openssl s_client -connect "$1:$2" -servername "$3" 2>&1 </dev/null)
        code=$?
        ;;
    esac
    subject=$(printf '%s\n' "$out" | sed -n 's/^subject= *//p' | head -n 1)
    said=$(printf '%s\n' "$out" | grep -E 'errno=|error:|erify return code|no peer certificate' | head -n 3)
    case $out in
      *'no peer certificate'* | *'Cipher is (NONE)'*)
        outcome=eof
        case $out in *errno=104* | *errno=54* | *'eset by peer'*) outcome=reset ;; *'wrong version'*) outcome=malformed ;; esac
        ;;
      *'return code: 0 '*) outcome=$good ;;
      *'return code: 62 '*) outcome=name-mismatch ;;
      *'return code: 10 '*) outcome=expired ;;
      *'return code: 18 '*) outcome=self-signed ;;
      *'return code: '*) outcome=untrusted ;;
      *CONNECTED*) case $code in 124 | 143) outcome=timeout ;; *) outcome=eof ;; esac ;;
    esac
  elif have curl; then
    said=$(within 12 curl -sS -o /dev/null -m 10 --connect-to "$3:$2:$1:$2" "https://$3:$2/" 2>&1)
    case $? in
      0 | 1 | 8 | 52 | 56) outcome=ok ;;
      28) outcome=timeout ;;
      35) case $said in *'eset by peer'*) outcome=reset ;; *SYSCALL* | *eof*) outcome=eof ;; *) outcome=malformed ;; esac ;;
      51 | 60) case $said in *'subject name'* | *'does not match'*) outcome=name-mismatch ;; *expired*) outcome=expired ;; *'self'*signed*) outcome=self-signed ;; *) outcome=untrusted ;; esac ;;
    esac
  else
    outcome=no-tool
  fi
}

# ask HOST PORT: sets outcome ('' where an earlier layer failed), status, body and said
ask() {
  outcome='' status=0 body='' said=''
  : >"$dir/body"
  if have curl; then
    status=$(within 12 curl -sS -o "$dir/body" -w '%{http_code}' -m 10 "https://$1:$2/" 2>"$dir/error")
    code=$?
    said=$(head -c 300 "$dir/error")
    case $code in
      0) outcome=status ;;
      52 | 56) outcome=reset ;;
      1 | 8) outcome=malformed ;;
      28) case $said in *onnect*) ;; *) outcome=timeout ;; esac ;;
    esac
  elif have wget; then
    within 12 wget -q -T 10 -O "$dir/body" "https://$1:$2/" 2>"$dir/error" && outcome=status && status=200
    said=$(head -c 300 "$dir/error")
  else
    outcome=no-tool
  fi
  status=$(printf %s "$status" | tr -cd '0-9' | sed 's/^0*//' | cut -c1-3)
  [ -n "$status" ] || status=0
  body=$(head -c 300 "$dir/body" | clean)
  if [ "$outcome" = status ] && [ "$status" = 200 ]; then
    outcome=not-clickhouse
    case $body in 'Ok.' | 'Ok. ') outcome=ok body=Ok. ;; esac
  fi
}

as_base64() { if have base64; then base64 <"$1"; else openssl base64 -in "$1"; fi | tr -d '\r\n=' | tr '+/' '-_'; }

# post: true where the report was taken
post() {
  if have curl; then
    code=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | curl -sS -m 20 -o "$dir/answer" -w '%{http_code}' -K - -H 'Content-Type: application/json' --data-binary "@$dir/report" "$report_url" 2>"$dir/error")
    [ "$code" = 201 ] && return 0
    head -c 300 "$dir/answer" "$dir/error" 2>/dev/null | tr -cd ' -~\n' | grep -v '^==>' | grep . >&2
    return 1
  fi
  have wget || return 1
  wget -q -T 20 -O "$dir/answer" --header="Authorization: Bearer $token" --header='Content-Type: application/json' --post-file="$dir/report" "$report_url" 2>/dev/null ||
    wget -q -T 20 -O "$dir/answer" --header="Authorization: Bearer $token" --header='Content-Type: application/json' --post-data="$(cat "$dir/report")" "$report_url" 2>/dev/null
}
`
