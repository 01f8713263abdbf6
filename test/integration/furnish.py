"""Tables, users and trials' tokens of the sample product, by its own commands in one process: the tokens are printed last."""

import sys

from product import migrate, seed, token

for main, words in (
    (migrate.main, []),
    (seed.main, []),
    (token.main, ["smoke@rolodex.example"]),
    (token.main, ["stranger@rolodex.example"]),
):
    sys.argv[1:] = words
    if main() != 0:
        sys.exit(1)
