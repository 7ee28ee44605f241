@echo off
rem The command line of Rehearsal: rehearse --help
node "%~dp0app\rehearse.js" %*
