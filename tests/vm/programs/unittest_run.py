import sys
import unittest


class TestThings(unittest.TestCase):
    def setUp(self):
        self.items = [1]

    def test_passes(self):
        self.assertEqual(self.items, [1])

    def test_fails(self):
        self.assertEqual(self.items, [2], "not the same")

    def test_errors(self):
        {}["k"]

    @unittest.skip("a reason")
    def test_skipped(self):
        pass

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "inv"):
            int("x")

    def test_subtests(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)


class Silent(unittest.TextTestResult):
    pass


suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestThings)
result = unittest.TestResult()
suite.run(result)
for kind in ("failures", "errors", "skipped"):
    for case, text in getattr(result, kind):
        print(kind, case, text)
print(result.testsRun, result.wasSuccessful())
