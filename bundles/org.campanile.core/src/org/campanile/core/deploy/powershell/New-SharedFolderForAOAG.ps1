# Makes the share on the primary node through which replicas get their first copy of a database. Does nothing on the other nodes.
function New-SharedFolderForAOAG {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $PrimaryNode)

    if ($env:COMPUTERNAME -ne $PrimaryNode) {
        Write-StepLog "The share for replicas is on $PrimaryNode."
        return
    }
    $folder = 'C:\SharedWorkDir'
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    $domain = (Get-WmiObject -Class Win32_ComputerSystem).Domain.Split('.')[0]
    $null = & icacls.exe $folder /grant '*S-1-5-32-544:(OI)(CI)F' "${domain}\Domain Computers:(OI)(CI)M"
    if ($LASTEXITCODE -ne 0) { throw "The rights on $folder could not be set (icacls $LASTEXITCODE)." }
    if (-not (Get-SmbShare -Name 'SharedWorkDir' -ErrorAction SilentlyContinue)) {
        New-SmbShare -Name 'SharedWorkDir' -Path $folder -FullAccess 'Administrators' -ChangeAccess "${domain}\Domain Computers" | Out-Null
    }
    Write-StepLog "The share \\$PrimaryNode\SharedWorkDir is there."
}
