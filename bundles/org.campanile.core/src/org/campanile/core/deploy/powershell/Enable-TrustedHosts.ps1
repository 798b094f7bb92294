# Lets this machine talk to the other nodes by remoting. Nodes of a domain prove themselves by Kerberos; the list is for those that are asked by address.
function Enable-TrustedHosts {
    [CmdletBinding()]
    param([string] $Hosts = '')

    if ((Get-Service -Name 'WinRM').Status -ne 'Running') { Start-Service -Name 'WinRM' }
    Set-Service -Name 'WinRM' -StartupType Automatic
    Enable-PSRemoting -Force -SkipNetworkProfileCheck | Out-Null
    $wanted = $Hosts
    if (-not $wanted) {
        $computer = Get-WmiObject -Class Win32_ComputerSystem
        $wanted = if ($computer.PartOfDomain) { '*.' + $computer.Domain } else { '*' }
    }
    $item = 'WSMan:\localhost\Client\TrustedHosts'
    $now = [string] (Get-Item -Path $item).Value
    if ((@($now.Split(',')) -contains $wanted) -or $now -eq '*') {
        Write-StepLog "$wanted is trusted already."
        return
    }
    Set-Item -Path $item -Value $wanted -Concatenate -Force
    Write-StepLog "$wanted is trusted."
}
