"""LibreOffice accepts or rejects all tracked changes of Word files: an engine that is not ours."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Resolve" script:language="StarBasic">
Sub All(folder As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  name = Dir(folder + "/*.docx")
  Do While name &lt;&gt; ""
    For Each way In Array("Accept", "Reject")
      document = StarDesktop.loadComponentFromURL(ConvertToURL(folder + "/" + name), "_blank", 0, hidden())
      frame = document.CurrentController.Frame
      dispatcher.executeDispatch(frame, ".uno:" + way + "AllTrackedChanges", "", 0, Array())
      document.storeToURL(ConvertToURL(folder + "/" + way + "/" + name), kind())
      document.close(True)
    Next
    name = Dir
  Loop
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Resolve"/></library:library>
"""


def resolve(folder: Path, files: Sequence[tuple[str, bytes]]) -> dict[str, tuple[bytes, bytes]]:
    """Give each file with all changes accepted, and with all rejected."""
    profile, work = folder / "profile", folder / "work"
    environment = f"-env:UserInstallation={profile.as_uri()}"
    _run(environment, "--terminate_after_init")  # makes the profile, which the macro is put into
    basic = profile / "user" / "basic" / "Standard"
    (basic / "Resolve.xba").write_text(_MACRO, encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    for way in ("Accept", "Reject"):
        (work / way).mkdir(parents=True)
    for name, data in files:
        (work / f"{name}.docx").write_bytes(data)
    call = f'macro:///Standard.Resolve.All("{work}")'
    _run(environment, "--norestore", call)
    return {
        name: ((work / "Accept" / f"{name}.docx").read_bytes(), (work / "Reject" / f"{name}.docx").read_bytes())
        for name, _ in files
    }


def _run(*options: str) -> None:
    subprocess.run([str(SOFFICE), "--headless", *options], check=True, capture_output=True, timeout=300)
