@echo off
rem Starts Rehearsal in the browser.
where node >nul 2>nul
if errorlevel 1 (
  echo Rehearsal needs Node 20.19 or newer, and there is no node on the PATH.
  pause
  exit /b 1
)
node "%~dp0start.mjs" %*
if errorlevel 1 pause
