"""`python -I -m mrl`: Python looks for nothing in the current folder or where variables say."""

from mrl.cli.start import start

if __name__ == "__main__":
    start()
