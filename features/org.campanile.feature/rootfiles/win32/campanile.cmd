@echo off
rem Starts Campanile: without arguments the window, with arguments the command line (try: campanile --help).
setlocal EnableDelayedExpansion
set "ROOT=%~dp0"
set "LAUNCHER="
for %%f in ("%ROOT%plugins\org.eclipse.equinox.launcher_*.jar") do set "LAUNCHER=%%f"
if not defined LAUNCHER (echo campanile: the folder %ROOT% is incomplete: no launcher in plugins 1>&2 & exit /b 2)
set "JAVA="
set "JVER=0"
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JAVA for /f "delims=" %%j in ('where java 2^>nul') do if not defined JAVA call :try "%%~dpj.."
if not defined JAVA for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*") do if not defined JAVA call :try "%%d"
if not defined JAVA (echo campanile: no Java 21 or newer found. Install one or set JAVA_HOME. 1>&2 & exit /b 2)
if not defined CAMPANILE_HOME set "CAMPANILE_HOME=%APPDATA%\Campanile"
if not exist "%CAMPANILE_HOME%\cache" mkdir "%CAMPANILE_HOME%\cache" || (echo campanile: cannot write to %CAMPANILE_HOME%. Set CAMPANILE_HOME to a folder of yours. 1>&2 & exit /b 2)
rem Java silently does without an archive that was made of other files, so place and time of the product count too.
set "STAMP="
for %%f in ("%LAUNCHER%") do set "STAMP=%%~tzf"
set "STAMP=!STAMP:/=!"
set "STAMP=!STAMP:.=!"
set "STAMP=!STAMP::=!"
set "STAMP=!STAMP: =!"
set "ARCHIVE=%CAMPANILE_HOME%\cache\cli-!JVER!-!STAMP!.jsa"
if "%~1"=="" set "ARCHIVE=%CAMPANILE_HOME%\cache\window-!JVER!-!STAMP!.jsa"
set "UNSAFE="
if !JVER! GEQ 24 set "UNSAFE=--sun-misc-unsafe-memory-access=allow"
set "OPTS=-Xshare:auto -Xlog:disable --enable-native-access=ALL-UNNAMED -XX:+AutoCreateSharedArchive"
if "%~1"=="" (
  start "" "!JAVA!w.exe" -Xmx1g %OPTS% "-XX:SharedArchiveFile=!ARCHIVE!" "-Djava.util.logging.config.file=%ROOT%logging.properties" %CAMPANILE_JAVA_OPTIONS% -jar "%LAUNCHER%" -nosplash -application org.campanile.ui.application -product org.campanile.ui.product -name Campanile -data "%CAMPANILE_HOME%\workspace"
  exit /b 0
)
"!JAVA!.exe" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %OPTS% !UNSAFE! "-XX:SharedArchiveFile=!ARCHIVE!" "-Djava.util.logging.config.file=%ROOT%logging.properties" %CAMPANILE_JAVA_OPTIONS% -Dcampanile.terminal=true -Declipse.log.enabled=false -jar "%LAUNCHER%" -nosplash -application org.campanile.cli.application -data @none %*
exit /b %ERRORLEVEL%

:try
if not exist "%~1\bin\java.exe" goto :eof
if not exist "%~1\release" goto :eof
for /f "tokens=2 delims==" %%v in ('findstr /b JAVA_VERSION= "%~1\release"') do set "V=%%~v"
for /f "tokens=1 delims=." %%m in ("!V!") do set "M=%%m"
if !M! GEQ 21 (set "JAVA=%~1\bin\java" & set "JVER=!M!")
goto :eof
