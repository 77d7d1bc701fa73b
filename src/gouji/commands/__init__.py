"""The commands of ``gouji``, one module each: ``add(subparsers)`` declares the command, ``run(arguments)`` gives the
exit code. Heavy modules are imported in ``run`` only, so that the command line starts at once."""

CLEAN = 0
ERRORS_FOUND = 1
UNREADABLE = 2
