# Loaded before every other script of a plan. Windows Server 2012 R2 (PowerShell 4.0) to 2025 (5.1).
# Passwords come as plain arguments of a plan; they never go into a log line or an error message.
$ErrorActionPreference = 'Stop'

function Write-StepLog {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Message)

    $folder = 'C:\Murano'
    if (-not (Test-Path -LiteralPath $folder)) { New-Item -ItemType Directory -Path $folder -Force | Out-Null }
    $line = '{0} {1}' -f (Get-Date -Format 'yyyy-MM-ddTHH:mm:ss'), $Message
    Add-Content -LiteralPath (Join-Path $folder 'PowerShell.log') -Value $line -Encoding UTF8
}

# An account with its password; a bare name belongs to the domain.
function New-StepCredential {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $UserName,
        [Parameter(Mandatory = $true)] [string] $Password,
        [string] $DomainName = ''
    )

    $name = $UserName
    if ($DomainName -and $name -notmatch '[\\@]') { $name = '{0}\{1}' -f $DomainName, $name }
    $secure = New-Object System.Security.SecureString
    foreach ($character in $Password.ToCharArray()) { $secure.AppendChar($character) }
    New-Object System.Management.Automation.PSCredential -ArgumentList $name, $secure
}

# Installs the Windows features that are not there yet, and says whether Windows wants a restart for them.
function Install-StepFeature {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string[]] $Name)

    $missing = @(Get-WindowsFeature -Name $Name | Where-Object { -not $_.Installed } | ForEach-Object { $_.Name })
    if ($missing.Count -eq 0) { return $false }
    Write-StepLog ('Installing the Windows features ' + ($missing -join ', '))
    $result = Install-WindowsFeature -Name $missing -IncludeManagementTools
    if (-not $result.Success) { throw ('Windows could not install the features ' + ($missing -join ', ') + '.') }
    return ($result.RestartNeeded -eq 'Yes')
}

# Asks again and again until the condition holds; the last error says why it never did. A condition ends the asking with an OperationCanceledException.
function Wait-StepCondition {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Description,
        [Parameter(Mandatory = $true)] [scriptblock] $Condition,
        [int] $Seconds = 600,
        [int] $Pause = 10
    )

    $end = (Get-Date).AddSeconds($Seconds)
    $last = ''
    while ($true) {
        try {
            if (& $Condition) { return }
        } catch [System.OperationCanceledException] {
            throw ('{0}: {1}' -f $Description, $_.Exception.Message)
        } catch {
            $last = $_.Exception.Message
        }
        if ((Get-Date) -ge $end) { break }
        Start-Sleep -Seconds $Pause
    }
    throw ('{0}: not so after {1} s. {2}' -f $Description, $Seconds, $last)
}

# Runs a program to its end. Exit code 3010 is success that wants a restart.
function Invoke-StepProgram {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [string[]] $ArgumentList = @(),
        [int[]] $Good = @(0, 3010),
        [int] $Seconds = 3600
    )

    if (-not (Test-Path -LiteralPath $Path)) { throw ('There is no program ' + $Path + '.') }
    $start = @{ FilePath = $Path; PassThru = $true; WindowStyle = 'Hidden' }
    if ($ArgumentList.Count -gt 0) { $start.ArgumentList = $ArgumentList }
    $process = Start-Process @start
    # Without a look at the handle, .NET forgets the exit code of a process that has ended.
    $null = $process.Handle
    if (-not $process.WaitForExit($Seconds * 1000)) {
        $process.Kill()
        throw ('{0} had not ended after {1} s and was stopped.' -f (Split-Path -Leaf $Path), $Seconds)
    }
    if ($Good -notcontains $process.ExitCode) {
        throw ('{0} ended with exit code {1}.' -f (Split-Path -Leaf $Path), $process.ExitCode)
    }
    $process.ExitCode
}

# The share with the prerequisites, as the first start of this machine was told.
function Get-StepShare {
    [CmdletBinding()]
    param()

    $share = [Environment]::GetEnvironmentVariable('MuranoFileShare', 'Machine')
    if (-not $share) { throw 'This machine was not told where the share is: the variable MuranoFileShare is empty.' }
    if (-not (Test-Path -LiteralPath $share)) {
        throw ('The share ' + $share + ' cannot be read from this machine. Newer Windows refuses shares that ask for no password.')
    }
    $share
}

function Test-StepDomainMember {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $DomainName)

    $computer = Get-WmiObject -Class Win32_ComputerSystem
    $computer.PartOfDomain -and ($computer.Domain -eq $DomainName)
}
