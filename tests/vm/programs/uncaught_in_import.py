print("importing", flush=True)
import _beside_broken
