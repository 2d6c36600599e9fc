"""What runs inside the limited child process. It imports nothing from outside this folder."""
