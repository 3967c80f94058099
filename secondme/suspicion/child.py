"""A reading process that suspects what it reads, so that whoever stores it has the reasons with it.

Started by `secondme.suspicion.readers` as `python -P -m secondme.suspicion.child`; in all else it is
`ingest.sandbox.child`.
"""

from __future__ import annotations

from ingest.sandbox.child import main
from secondme.suspicion.remarking import remark

if __name__ == "__main__":
    main(remark)
