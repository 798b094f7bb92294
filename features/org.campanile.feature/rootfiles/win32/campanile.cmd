@echo off
rem Starts Campanile: without arguments the window, with arguments the command line (try: campanile --help).
rem No brackets around commands that use a variable, and no delayed expansion: a folder may be called "Tools (x86)" or "Up!".
setlocal
set "SHARE="
set "KIND=cli"
if "%~1"=="" set "KIND=window"
set "ROOT=%~dp0"
set "LAUNCHER="
if not exist "%ROOT%plugins" goto incomplete
pushd "%ROOT%plugins"
for %%f in (org.eclipse.equinox.launcher_*.jar) do set "LAUNCHER=%%~ff"
popd
if not defined LAUNCHER goto incomplete
set "JAVA="
set "JVER=0"
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JAVA for /f "delims=" %%j in ('where java 2^>nul') do call :try "%%~dpj.."
call :search "%ProgramFiles%\Java" *
call :search "%ProgramFiles%\Eclipse Adoptium" *
call :search "%ProgramFiles%\Microsoft" jdk*
call :search "%ProgramFiles%\Zulu" *
if not defined JAVA goto nojava
if not defined CAMPANILE_HOME set "CAMPANILE_HOME=%APPDATA%\Campanile"
rem A folder that cannot be written is no matter to a command that only reads, and the window says by itself that it cannot be without.
if not exist "%CAMPANILE_HOME%\cache" mkdir "%CAMPANILE_HOME%\cache" 2>nul
rem Java silently does without an archive that was made of other files, so place and time of the product count too.
set "STAMP="
for %%f in ("%LAUNCHER%") do set "STAMP=%%~tzf"
set "STAMP=%STAMP:/=%"
set "STAMP=%STAMP:.=%"
set "STAMP=%STAMP::=%"
set "STAMP=%STAMP: =%"
if exist "%CAMPANILE_HOME%\cache" set SHARE=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%CAMPANILE_HOME%\cache\%KIND%-%JVER%-%STAMP%.jsa"
set "BYVERSION="
if %JVER% GEQ 24 set "BYVERSION=--sun-misc-unsafe-memory-access=allow"
rem Before 24 a virtual thread that waits inside a library's monitor keeps its carrier; with one carrier a processor a few such would stop all others.
if %JVER% LSS 24 set "BYVERSION=-Djdk.virtualThreadScheduler.parallelism=256 -Djdk.virtualThreadScheduler.maxPoolSize=512"
set "OPTS=-Xshare:auto -Xlog:disable --enable-native-access=ALL-UNNAMED"
if %KIND%==window goto window
"%JAVA%.exe" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %OPTS% %BYVERSION% %SHARE% "-Djava.util.logging.config.file=%ROOT%logging.properties" %CAMPANILE_JAVA_OPTIONS% -Dcampanile.terminal=true -Declipse.log.enabled=false -jar "%LAUNCHER%" -nosplash -application org.campanile.cli.application -data @none %*
exit /b %ERRORLEVEL%

:window
start "" "%JAVA%w.exe" -Xmx1g %OPTS% %BYVERSION% %SHARE% "-Djava.util.logging.config.file=%ROOT%logging.properties" %CAMPANILE_JAVA_OPTIONS% -jar "%LAUNCHER%" -nosplash -application org.campanile.ui.application -product org.campanile.ui.product -name Campanile -data "%CAMPANILE_HOME%\workspace"
exit /b 0

:incomplete
set "PROBLEM=The folder %ROOT% is incomplete: there is no launcher in its folder plugins. Unpack the product again."
goto fail

:nojava
set "PROBLEM=No Java 21 or newer was found. Install one (adoptium.net has it) or set JAVA_HOME."

rem Who clicked on an icon sees the console for a moment only, so a window says it too.
:fail
setlocal EnableDelayedExpansion
echo campanile: !PROBLEM! 1>&2
if %KIND%==window powershell -NoProfile -Command "Add-Type -AssemblyName System.Windows.Forms; [void][System.Windows.Forms.MessageBox]::Show($env:PROBLEM, 'Campanile cannot start', 'OK', 'Error')"
exit /b 2

rem Tries the folders of a folder that have names of a pattern.
:search
if defined JAVA goto :eof
if not exist "%~1" goto :eof
pushd "%~1"
for /d %%d in (%2) do call :try "%%~fd"
popd
goto :eof

rem Takes the Java of a folder if none was taken yet, it is complete, and its version is 21 or newer.
:try
if defined JAVA goto :eof
if not exist "%~1\bin\java.exe" goto :eof
if not exist "%~1\release" goto :eof
set "V=0"
for /f "usebackq tokens=1,2 delims==" %%v in ("%~1\release") do if "%%v"=="JAVA_VERSION" set "V=%%~w"
for /f "tokens=1 delims=.-+" %%m in ("%V%") do set "V=%%m"
if %V% LSS 21 goto :eof
set "JAVA=%~1\bin\java"
set "JVER=%V%"
goto :eof
