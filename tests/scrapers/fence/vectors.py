"""Every way known to us in which a page can make a browser ask for something: each with the path it would ask for."""

from collections.abc import Mapping

PAGE = "{here}"  # stands for the portal's own origin
TRAP = "{there}"  # stands for the origin that must not be reached

MARKUP: Mapping[str, str] = {
    "iframe": '<iframe src="{there}/iframe"></iframe>',
    "srcdoc": "<iframe srcdoc=\"<iframe src='{there}/srcdoc'></iframe>\"></iframe>",
    "script": '<script src="{there}/script"></script>',
    "stylesheet": '<link rel="stylesheet" href="{there}/stylesheet">',
    "css-import": "<style>@import url('{there}/css-import');</style>",
    "preload": '<link rel="preload" as="fetch" href="{there}/preload" crossorigin>',
    "modulepreload": '<link rel="modulepreload" href="{there}/modulepreload">',
    "module": '<script type="module" src="{there}/module"></script>',
    "prefetch": '<link rel="prefetch" href="{there}/prefetch">',
    "preconnect": '<link rel="preconnect" href="{there}">',
    "speculation": '<script type="speculationrules">{{"prefetch":[{{"source":"list","urls":["{there}/speculation"]}}]}}</script>',
    "object": '<object data="{there}/object"></object>',
    "embed": '<embed src="{there}/embed">',
    "manifest": '<link rel="manifest" href="{there}/manifest">',
    "track": '<video><track default src="{there}/track" kind="captions"></video>',
    "redirected-iframe": '<iframe src="{here}/away?to={there}/redirected-iframe"></iframe>',
    "redirected-script": '<script src="{here}/away?to={there}/redirected-script"></script>',
    "form": '<iframe name="f"></iframe><form id="form" method="post" target="f" action="{there}/form"></form>'
    "<script>document.getElementById('form').submit()</script>",
    "ping": '<a id="ping" href="#x" ping="{there}/ping">x</a><script>document.getElementById("ping").click()</script>',
    "download": '<a id="dl" download href="{there}/download">x</a><script>document.getElementById("dl").click()</script>',
    "meta-in-frame": "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url={there}/meta-in-frame'>\"></iframe>",
}
SCRIPTS: Mapping[str, str] = {
    "fetch": "fetch('{there}/fetch', {{mode: 'no-cors'}}).catch(() => 0)",
    "redirected-fetch": "fetch('{here}/away?to={there}/redirected-fetch', {{mode: 'no-cors'}}).catch(() => 0)",
    "keepalive": "fetch('{there}/keepalive', {{mode: 'no-cors', keepalive: true}}).catch(() => 0)",
    "xhr": "{{const x = new XMLHttpRequest(); x.open('GET', '{there}/xhr'); x.send()}}",
    "beacon": "navigator.sendBeacon('{there}/beacon', 'x')",
    "eventsource": "new EventSource('{there}/eventsource')",
    "websocket": "new WebSocket('{there}/websocket'.replace('http', 'ws'))",
    "worker": "new Worker(URL.createObjectURL(new Blob([\"importScripts('{there}/worker')\"])))",
    "worker-fetch": "new Worker(URL.createObjectURL(new Blob([\"fetch('{there}/worker-fetch', {{mode: 'no-cors'}})\"])))",
    "shared-worker": "new SharedWorker(URL.createObjectURL(new Blob([\"importScripts('{there}/shared-worker')\"])))",
    "service-worker": "navigator.serviceWorker && navigator.serviceWorker.register('/sw.js?{there}').catch(() => 0)",
    "popup": "window.open('{there}/popup')",
    "frame-location": "{{const f = document.createElement('iframe'); document.body.append(f);"
    " f.contentWindow.location = '{there}/frame-location'}}",
    "webrtc": "{{const p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{bare}'}},"
    " {{urls: 'turn:{bare}?transport=tcp', username: 'u', credential: 'c'}}]}});"
    " p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))}}",
    "webtransport": "try {{ new WebTransport('https://{bare}/webtransport') }} catch (e) {{}}",
}
NAVIGATIONS = ("meta-refresh", "refresh-header", "location", "redirect", "form-top", "replace")


def page(names: tuple[str, ...], here: str, there: str) -> str:
    """A page that tries those ways, behind enough words to be a portal's."""
    filled = {"here": here, "there": there, "bare": there.removeprefix("http://")}
    parts = [MARKUP[name].format(**filled) for name in names if name in MARKUP]
    scripts = [
        f"<script>try {{ {SCRIPTS[name].format(**filled)} }} catch (e) {{}}</script>"
        for name in names
        if name in SCRIPTS
    ]
    words = "云溪县政府信息公开年报栏目" * 20
    return (
        f"<html><head><title>年报</title></head><body><p>{words}</p>{''.join(parts + scripts)}</body></html>"
    )


def leaving(name: str, there: str) -> tuple[str, dict[str, str], int]:
    """Markup, headers and status of a page that sends its reader to `there`."""
    target = f"{there}/{name}"
    words = "云溪县政府信息公开年报栏目" * 20
    match name:
        case "meta-refresh":
            return f'<meta http-equiv="refresh" content="0;url={target}">{words}', {}, 200
        case "refresh-header":
            return words, {"Refresh": f"0;url={target}"}, 200
        case "location":
            return f"{words}<script>location = '{target}'</script>", {}, 200
        case "replace":
            return f"{words}<script>location.replace('{target}')</script>", {}, 200
        case "redirect":
            return "", {"Location": target}, 302
        case "form-top":
            form = f'<form id="f" method="post" action="{target}"></form>'
            return f"{words}{form}<script>document.getElementById('f').submit()</script>", {}, 200
    raise ValueError(name)
