# Makes a Windows service run as a domain account and gives that account the right to log on as a service. Takes effect at the next start of the
# service, which the restart after this plan brings.
function Update-ServiceConfig {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Name,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $RunAsUser,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Password,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName
    )

    $service = Get-WmiObject -Class Win32_Service -Filter ("Name='{0}'" -f $Name.Replace("'", "\'"))
    if ($null -eq $service) { throw "There is no service $Name on $env:COMPUTERNAME." }
    $credential = New-StepCredential -UserName $RunAsUser -Password $Password -DomainName $DomainName
    Grant-LogOnAsService -Account $credential.UserName
    $group = [ADSI] 'WinNT://./Administrators,group'
    $short = $credential.UserName -replace '^([^\\.]+)[^\\]*\\', '$1\'
    $path = 'WinNT://' + $short.Replace('\', '/')
    if (-not $group.PSBase.Invoke('IsMember', $path)) { $group.PSBase.Invoke('Add', $path) | Out-Null }
    # The password is set again even when the account is the same, since it may have changed; it cannot be read back.
    $result = $service.Change($null, $null, $null, $null, $null, $null, $credential.UserName, $Password, $null, $null, $null)
    if ($result.ReturnValue -ne 0) { throw "Windows refused the account of the service $Name with code $($result.ReturnValue)." }
    Write-StepLog "The service $Name runs as $($credential.UserName) from its next start on."
}

# Adds an account to the right SeServiceLogonRight of the local security policy, by the tool that every Windows Server has.
function Grant-LogOnAsService {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Account)

    $sid = (New-Object System.Security.Principal.NTAccount -ArgumentList $Account).Translate([System.Security.Principal.SecurityIdentifier]).Value
    $folder = Join-Path $env:TEMP ('campanile-' + [Guid]::NewGuid().ToString('N'))
    New-Item -ItemType Directory -Path $folder | Out-Null
    $tool = Join-Path $env:SystemRoot 'System32\secedit.exe'
    try {
        $exported = Join-Path $folder 'now.inf'
        $null = Invoke-StepProgram -Path $tool -Good 0 -ArgumentList '/export', '/areas', 'USER_RIGHTS', '/cfg', ('"{0}"' -f $exported)
        $line = @(Get-Content -LiteralPath $exported | Where-Object { $_ -match '^\s*SeServiceLogonRight\s*=' })
        $holders = if ($line.Count -gt 0) { ($line[0] -split '=', 2)[1].Trim() } else { '' }
        if (@($holders.Split(',') | ForEach-Object { $_.Trim() }) -contains "*$sid") { return }
        $all = if ($holders) { "$holders,*$sid" } else { "*$sid" }
        $wanted = Join-Path $folder 'wanted.inf'
        Set-Content -LiteralPath $wanted -Encoding Unicode -Value @('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1',
            '[Privilege Rights]', "SeServiceLogonRight = $all")
        $null = Invoke-StepProgram -Path $tool -Good 0 -ArgumentList '/configure', '/db', ('"{0}"' -f (Join-Path $folder 'rights.sdb')), '/cfg',
            ('"{0}"' -f $wanted), '/areas', 'USER_RIGHTS'
    } finally {
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
    }
}
