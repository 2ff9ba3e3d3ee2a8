import { quotePowerShell } from './quote-powershell'
import type { ScriptSubject } from './subject'

/** The same for Windows PowerShell 5.1 and PowerShell 7, by .NET alone: no module is needed. */
export function renderPowerShellScript({ requestId, hosts, endpointNames, addresses, ports, report }: ScriptSubject): string {
  const list = (values: readonly string[]) => `@(${values.map(quotePowerShell).join(', ')})`
  const speaking = (kinds: readonly string[]) => `@(${ports.filter(({ speaks }) => kinds.includes(speaks)).map(({ port }) => port).join(', ')})`
  const targets = [...endpointNames, ...addresses.map(({ address }) => address)]
  // Windows reads a file without a mark in its own code page: the few letters here are plain ASCII, and so must the rest be
  return `# Causeway: looks from this machine at the way to ClickHouse and reports what it saw.
# Run it on a machine inside the VPC: powershell -ExecutionPolicy Bypass -File causeway-check.ps1
# It changes nothing, installs nothing and needs no rights.
$ErrorActionPreference = 'Stop'
$request = ${quotePowerShell(requestId)}
$reportUrl = ${quotePowerShell(report?.url ?? '')}
$token = ${quotePowerShell(report?.token ?? '')}
$hosts = ${list(hosts)}
$targets = ${list(targets)}
$way = ${quotePowerShell(targets[0] ?? '')}
$ports = @(${ports.map(({ port }) => port).join(', ')})
$tlsPorts = ${speaking(['https', 'native'])}
$httpsPorts = ${speaking(['https'])}
${BODY}`
}

const BODY = String.raw`$results = New-Object System.Collections.ArrayList

function Clean($text) {
  $line = ([string]$text) -replace '[^ -~]', ' '
  if ($line.Length -gt 300) { $line = $line.Substring(0, 300) }
  return $line
}
function Put($result) { [void]$results.Add($result) }
function Say($mark, $text) { Write-Host ('{0,-5} {1}' -f $mark, (Clean $text)) }
function Reason($problem) {
  while ($problem.InnerException) { $problem = $problem.InnerException }
  return $problem
}

# Opens a connection; gives the client, or the outcome and what was said.
function Open-Tcp($target, $port) {
  $client = New-Object System.Net.Sockets.TcpClient
  try {
    $asked = $client.ConnectAsync($target, $port)
    if (-not $asked.Wait(5000)) { $client.Close(); return @{ outcome = 'timeout'; said = 'no answer in 5 seconds' } }
    return @{ outcome = 'open'; client = $client; said = '' }
  } catch {
    $why = Reason $_.Exception
    $client.Close()
    $outcome = 'failed'
    if ($why -is [System.Net.Sockets.SocketException]) {
      switch ([int]$why.SocketErrorCode) {
        10061 { $outcome = 'refused' }
        10060 { $outcome = 'timeout' }
        10065 { $outcome = 'no-route' }
        10051 { $outcome = 'unreachable' }
        10054 { $outcome = 'reset' }
        11001 { $outcome = 'unresolved' }
        11002 { $outcome = 'unresolved' }
        11004 { $outcome = 'unresolved' }
      }
    }
    return @{ outcome = $outcome; said = $why.Message }
  }
}

# The certificate is looked at by hand afterwards, so that a bad one is named and not only refused.
function Open-Tls($target, $port, $name) {
  $tcp = Open-Tcp $target $port
  if (-not $tcp.client) { return @{ outcome = ''; said = $tcp.said } }
  $seen = @{ errors = 0; subject = ''; chain = '' }
  $look = {
    param($origin, $certificate, $chain, $errors)
    $seen.errors = [int]$errors
    if ($certificate) { $seen.subject = $certificate.Subject }
    if ($chain) { $seen.chain = ($chain.ChainStatus | ForEach-Object { [string]$_.Status }) -join ' ' }
    return $true
  }.GetNewClosure()
  try {
    $tcp.client.ReceiveTimeout = 10000
    $tcp.client.SendTimeout = 10000
    $stream = New-Object System.Net.Security.SslStream($tcp.client.GetStream(), $false, [System.Net.Security.RemoteCertificateValidationCallback]$look)
    $asked = $stream.AuthenticateAsClientAsync($name)
    if (-not $asked.Wait(10000)) { $tcp.client.Close(); return @{ outcome = 'timeout'; said = 'no handshake in 10 seconds' } }
  } catch {
    $why = Reason $_.Exception
    $tcp.client.Close()
    $outcome = 'malformed'
    if ($why -is [System.Net.Sockets.SocketException] -and [int]$why.SocketErrorCode -eq 10054) { $outcome = 'reset' }
    elseif ($why.Message -match 'forcibly closed|reset') { $outcome = 'reset' }
    elseif ($why.Message -match 'EOF|unexpected|closed') { $outcome = 'eof' }
    return @{ outcome = $outcome; said = $why.Message }
  }
  $outcome = 'ok'
  if ($seen.errors -band 4) {
    $outcome = 'untrusted'
    if ($seen.chain -match 'NotTimeValid') { $outcome = 'expired' }
  }
  if ($seen.errors -band 2) { $outcome = 'name-mismatch' }
  return @{ outcome = $outcome; said = $seen.chain; subject = $seen.subject; client = $tcp.client; stream = $stream }
}

Write-Host 'DNS'
foreach ($name in $hosts) {
  $addresses = @(); $outcome = 'unresolved'; $said = ''
  try {
    $addresses = @([System.Net.Dns]::GetHostAddresses($name) | Where-Object { $_.AddressFamily -eq 'InterNetwork' } | ForEach-Object { $_.ToString() } | Select-Object -Unique -First 64)
    if ($addresses.Count -gt 0) { $outcome = 'answered' } else { $outcome = 'nodata' }
  } catch { $said = (Reason $_.Exception).Message }
  if ($outcome -eq 'answered') { Say 'OK' "$name is $($addresses -join ' ')" } else { Say 'FAIL' ($name + ': ' + $outcome) }
  Put ([ordered]@{ kind = 'dns'; name = (Clean $name); server = 'system'; outcome = $outcome; addresses = @($addresses); said = (Clean $said) })
}

Write-Host 'TCP'
foreach ($target in $targets) {
  foreach ($port in $ports) {
    $tcp = Open-Tcp $target $port
    if ($tcp.client) { $tcp.client.Close() }
    if ($tcp.outcome -eq 'unresolved') {
      Say 'FAIL' ($target + ': the name does not resolve here')
      Put ([ordered]@{ kind = 'dns'; name = (Clean $target); server = 'system'; outcome = 'unresolved'; addresses = @(); said = (Clean $tcp.said) })
      continue
    }
    if ($tcp.outcome -eq 'open') { Say 'OK' "$target port $port is open" } else { Say 'FAIL' ("$target port $port" + ': ' + $tcp.outcome) }
    Put ([ordered]@{ kind = 'tcp'; target = (Clean $target); port = $port; outcome = $tcp.outcome; said = (Clean $tcp.said) })
  }
}

Write-Host 'TLS and HTTPS'
foreach ($name in $hosts) {
  foreach ($port in $tlsPorts) {
    # by its own name, as programs will, and by way of the endpoint, which works before any name is changed
    foreach ($target in @($name, $way)) {
      if ($target -eq '') { continue }
      $tls = Open-Tls $target $port $name
      if ($tls.outcome -eq '') { Say '-' ("$target port $port" + ': no connection, so no TLS'); continue }
      if ($tls.outcome -eq 'ok') { Say 'OK' ("$target port $port" + ': the certificate is good for ' + $name) } else { Say 'FAIL' ("$target port $port as $name" + ': ' + $tls.outcome) }
      Put ([ordered]@{ kind = 'tls'; target = (Clean $target); port = $port; servername = (Clean $name); outcome = $tls.outcome; subject = (Clean $tls.subject); said = (Clean $tls.said) })
      if (($target -eq $name) -and ($tls.outcome -eq 'ok') -and ($httpsPorts -contains $port)) {
        $outcome = 'malformed'; $status = 0; $body = ''; $said = ''
        try {
          $bytes = [System.Text.Encoding]::ASCII.GetBytes("GET / HTTP/1.0` + '`r`nHost: ${name}:$port`r`nConnection: close`r`n`r`n' + String.raw`")
          $tls.stream.ReadTimeout = 10000
          $tls.stream.Write($bytes, 0, $bytes.Length)
          $reader = New-Object System.IO.StreamReader($tls.stream, [System.Text.Encoding]::ASCII)
          $buffer = New-Object char[] 4096
          $answer = ''
          while ($answer.Length -lt 4096) {
            $count = $reader.Read($buffer, 0, 4096)
            if ($count -le 0) { break }
            $answer += (New-Object string($buffer, 0, $count))
          }
          if ($answer -match '^HTTP/[0-9.]+ ([0-9]{3})') {
            $status = [int]$Matches[1]
            $body = Clean (($answer -split '\r?\n\r?\n', 2)[1])
            if ($status -ne 200) { $outcome = 'status' }
            elseif ($body -match '(^|\s)Ok\.(\s|$)') { $outcome = 'ok'; $body = 'Ok.' }
            else { $outcome = 'not-clickhouse' }
          }
        } catch {
          $said = (Reason $_.Exception).Message
          $outcome = 'reset'
          if ($said -match 'time') { $outcome = 'timeout' }
        }
        if ($outcome -eq 'ok') { Say 'OK' "$name port $port answered Ok." } else { Say 'FAIL' ("$name port $port" + ': ' + "$outcome $status") }
        Put ([ordered]@{ kind = 'https'; host = (Clean $name); port = $port; outcome = $outcome; status = $status; body = $body; said = (Clean $said) })
      }
      if ($tls.client) { $tls.client.Close() }
    }
  }
}

$ran = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
$on = (Clean ([Environment]::MachineName + ' ' + [Environment]::OSVersion.VersionString))
$json = ConvertTo-Json -Compress -Depth 5 ([ordered]@{ version = 1; request = $request; ran = $ran; on = $on; results = @($results | Select-Object -First 600) })

if ($reportUrl -ne '' -and $token -ne '') {
  try {
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
    [void](Invoke-WebRequest -UseBasicParsing -TimeoutSec 20 -Method Post -Uri $reportUrl -Headers @{ Authorization = "Bearer $token" } -ContentType 'application/json' -Body ([System.Text.Encoding]::UTF8.GetBytes($json)))
    Write-Host 'The report was sent. See the page of the request.'
    exit 0
  } catch { Write-Host ('The report could not be sent from here. ' + (Reason $_.Exception).Message) }
}

# POSIX cksum, so that a line that was cut is noticed
$body = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
[uint64]$mask = 4294967295
$table = New-Object 'uint64[]' 256
for ($byte = 0; $byte -lt 256; $byte++) {
  [uint64]$crc = [uint64]$byte * 16777216
  for ($bit = 0; $bit -lt 8; $bit++) {
    if (($crc -band 2147483648) -ne 0) { $crc = (($crc * 2) -band $mask) -bxor 79764919 } else { $crc = ($crc * 2) -band $mask }
  }
  $table[$byte] = $crc
}
[uint64]$crc = 0
foreach ($byte in [System.Text.Encoding]::ASCII.GetBytes($body)) {
  $crc = (($crc * 256) -band $mask) -bxor $table[[int]([Math]::Floor($crc / 16777216)) -bxor $byte]
}
for ($length = $body.Length; $length -gt 0; $length = [Math]::Floor($length / 256)) {
  $crc = (($crc * 256) -band $mask) -bxor $table[[int]([Math]::Floor($crc / 16777216)) -bxor [int]($length % 256)]
}
$crc = $mask - $crc
Write-Host 'Copy the next line, all of it, into the box on the page of the request:'
Write-Output ("causeway-report:$body.$crc")
`
