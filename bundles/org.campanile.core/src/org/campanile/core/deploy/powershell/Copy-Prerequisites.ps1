# Copies the installers of the share to this machine; files of equal size and time are left alone.
function Copy-Prerequisites {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Destination,
        [string] $Path = ''
    )

    $source = if ($Path) { $Path } else { Join-Path (Get-StepShare) 'Prerequisites\IIS' }
    if (-not (Test-Path -LiteralPath $source)) {
        throw "There is no folder $source. The installers for IIS belong into Prerequisites\IIS of the share."
    }
    # Robocopy counts what it has done in its exit code; from 8 on something could not be copied.
    $code = Invoke-StepProgram -Path (Join-Path $env:SystemRoot 'System32\robocopy.exe') -Good (0..7) -ArgumentList @(
        ('"{0}"' -f $source.TrimEnd('\')), ('"{0}"' -f $Destination.TrimEnd('\')), '/E', '/R:5', '/W:5', '/NP', '/NFL', '/NDL')
    Write-StepLog "The prerequisites are in $Destination (robocopy $code)."
}
