# modules: html.parser html _markupbase
from html.parser import HTMLParser


class Events(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))

    def handle_comment(self, data):
        print("comment", data)


Events().feed("<!DOCTYPE html><p class='a b' x>1 &lt; 2<br/><!-- no --><b>&eacute;</p>")
