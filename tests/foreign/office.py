"""LibreOffice as officials use it: workbooks are opened, cells typed into, and saved, by its own macros in one start of the program."""

import shutil
import subprocess
import time
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")

MACRO = """
Sub Work(given As String)
    Dim words, book, page, files, source, number
    Dim quiet(0) As New com.sun.star.beans.PropertyValue
    Dim kept(0) As New com.sun.star.beans.PropertyValue
    quiet(0).Name = "Hidden"
    quiet(0).Value = True
    kept(0).Name = "FilterName"
    kept(0).Value = "Calc MS Excel 2007 XML"
    files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
    source = CreateUnoService("com.sun.star.io.TextInputStream")
    source.setInputStream(files.openFileRead(given))
    source.setEncoding("UTF-8")
    Do While Not source.isEOF()
        words = Split(source.readLine(), Chr(9))
        If UBound(words) >= 1 Then
            Select Case words(0)
            Case "open"
                book = StarDesktop.loadComponentFromURL(words(1), "_blank", 0, quiet())
                For number = 0 To book.Sheets.Count - 1
                    book.Sheets.getByIndex(number).unprotect("")
                Next
            Case "sheet"
                page = book.Sheets.getByName(words(1))
            Case "type"
                page.getCellRangeByName(words(1)).setFormula(words(2))
            Case "text"
                page.getCellRangeByName(words(1)).setString(words(2))
            Case "number"
                page.getCellRangeByName(words(1)).setValue(Val(words(2)))
            Case "merge"
                page.getCellRangeByName(words(1)).merge(True)
            Case "rows"
                page.Rows.insertByIndex(CLng(words(1)), CLng(words(2)))
            Case "columns"
                page.Columns.insertByIndex(CLng(words(1)), CLng(words(2)))
            Case "no-rows"
                page.Rows.removeByIndex(CLng(words(1)), CLng(words(2)))
            Case "no-columns"
                page.Columns.removeByIndex(CLng(words(1)), CLng(words(2)))
            Case "name"
                page.Name = words(1)
            Case "hide"
                page.IsVisible = (words(1) <> "yes")
            Case "copy"
                book.Sheets.copyByName(words(1), words(2), book.Sheets.Count)
            Case "remove"
                book.Sheets.removeByName(words(1))
            Case "clear"
                page.getCellRangeByName(words(1)).clearContents(1 + 2 + 4 + 16)
            Case "save"
                book.calculateAll()
                book.storeToURL(words(1), kept())
                book.close(True)
            End Select
        End If
    Loop
    source.closeInput()
    files.openFileWrite(given & ".done").closeOutput()
    StarDesktop.terminate()
End Sub
"""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MODULE = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
LIBRARY = """<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Forms"/>
</library:library>
"""


def office(folder, *arguments):
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--norestore", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr


def run(folder, steps):
    """Takes steps, one after the other: lists of words, of which the first says what is done."""
    # The first start makes the profile, and would write over what stands there.
    office(folder, "--terminate_after_init")
    basic = folder / "profile" / "user" / "basic" / "Standard"
    module = '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Forms" script:language="StarBasic">'
    (basic / "Forms.xba").write_text(HEAD + MODULE + module + escape(MACRO) + "</script:module>")
    (basic / "script.xlb").write_text(HEAD + LIBRARY)
    listed = folder / "steps.txt"
    listed.write_text("".join("\t".join([*map(str, step), "\n"]) for step in steps), encoding="utf-8")
    ended = folder / "steps.txt.done"
    ended.unlink(missing_ok=True)
    office(folder, f"macro:///Standard.Forms.Work({listed.as_uri()})")
    # The program that was started may have handed the work to another and gone; files appear when that one is at its end.
    lock = folder / "profile" / ".lock"
    for _ in range(9000):
        if ended.exists() and not lock.exists():
            return
        time.sleep(0.1)
    raise AssertionError("LibreOffice did not come to its end")
