"""Runs the package's own tests, the way CI does."""

import sys
import unittest

import tests.test_geometry
import tests.test_transforms

if __name__ == "__main__":
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    for module in (tests.test_geometry, tests.test_transforms):
        suite.addTests(loader.loadTestsFromModule(module))
    result = unittest.TextTestRunner(verbosity=0, stream=sys.stdout).run(suite)
    print("ok" if result.wasSuccessful() else "failed")
    sys.exit(not result.wasSuccessful())
