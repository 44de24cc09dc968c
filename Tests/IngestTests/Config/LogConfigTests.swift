import Ingest
import Testing
import Traffic

@Suite("A server's configuration")
struct LogConfigTests {
  private func config(_ text: String, _ files: [String: String] = [:]) throws -> LogConfig {
    try LogConfig(path: "main.conf", text: text) { pattern in
      files.filter { $0.key == pattern }.map { ($0.key, $0.value) }
    }
  }

  @Test("of nginx names logs, formats and what its own variables hold, includes followed")
  func nginx() throws {
    let main = """
      # access_log commented.log none;
      http {
        map $http_cookie $ck { "" 0; default 1; }
        include conf.d/*.conf;
        server { access_log /var/log/nginx/a.log cors buffer=32k; access_log off; access_log b.log; }
      }
      """
    let included = """
      set $o $http_origin;
      log_format cors '$remote_addr [$time_local] "$request" $status '
                      "\\"$o\\" ${ck}"; # trailing
      log_format unused escape=json '{"m":"$request_method","u":"$request_uri"}';
      """
    let config = try config(main, ["conf.d/*.conf": included])
    #expect(config.server == "nginx")
    #expect(config.problems.isEmpty)
    #expect(config.entries.map(\.name) == ["cors", "combined", "unused"])
    #expect(config.entries.map(\.path) == ["/var/log/nginx/a.log", "b.log", ""])
    #expect(config.entries[0].place == "*.conf:2")
    let line = #"203.0.113.7 [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 "https://a.test" 1"#
    let parsed = ParsedBatch(utf8(line), config.entries[0].template)
    #expect(parsed.says(.origin) == "https://a.test")
    #expect(parsed.says(.hasCookie) == "yes")
  }

  @Test("of nginx that names a format which is not there says so")
  func missing() throws {
    let config = try config("http { access_log a.log nowhere; access_log b.log; }")
    #expect(config.problems.count == 1)
    #expect(config.problems.first?.contains("nowhere") == true)
  }

  @Test("of Apache names its logs, nicknames and formats given in place")
  func apache() throws {
    let config = try config(
      #"""
      Define LOGS /srv/logs
      LogFormat "%h %l %u %t \"%r\" %>s \
      %b" plain
      CustomLog ${LOGS}/access.log plain
      customlog "|/usr/bin/rotatelogs /srv/logs/other.log 86400" "%m\t%U%q\t%>s" env=!x
      TransferLog logs/t.log
      CustomLog x.log nowhere
      """#)
    #expect(config.server == "apache")
    #expect(
      config.entries.map(\.path) == ["/srv/logs/access.log", "/srv/logs/other.log", "logs/t.log"])
    let parsed = ParsedBatch(utf8("GET\t/a?b\t200"), config.entries[1].template)
    #expect(parsed.says(.target) == "/a?b")
    #expect(config.problems.count == 1)
  }

  @Test("of HAProxy gives its captures their names, in the order of their slots")
  func haproxy() throws {
    let config = try config(
      #"""
      defaults
        option httplog
      frontend web
        capture request header Host len 64
        http-request capture req.hdr(Origin) len 256
        declare capture response len 32
        http-response capture res.hdr(Access-Control-Allow-Origin) id 0
      frontend json
        http-request set-var(txn.o) req.hdr(origin)
        log-format "{\"m\":\"%HM\",\"u\":\"%HU\",\"s\":%ST,\"o\":\"%[var(txn.o),json]\"}"
      listen plain
        log-format %ci\ %HM\ %HU\ %ST
      backend b
      """#)
    #expect(config.server == "haproxy")
    #expect(config.entries.map(\.name) == ["web", "json", "plain"])
    let line =
      "203.0.113.7:1 [22/Nov/2026:16:35:02.516] web b/s1 0/0/1/3/4 200 288 - - ---- 1/1/0/0/0 0/0 "
      + #"{api.test|https://a.test} {*} "GET /a HTTP/1.1""#
    let parsed = ParsedBatch(utf8(line), config.entries[0].template)
    #expect(parsed.says(.host) == "api.test")
    #expect(parsed.says(.origin) == "https://a.test")
    #expect(parsed.says(.allowOrigin) == "*")
    let json = ParsedBatch(
      utf8(#"{"m":"GET","u":"/a","s":200,"o":"x"}"#), config.entries[1].template)
    #expect(json.says(.origin) == "x")
    #expect(ParsedBatch(utf8("a GET /b 204"), config.entries[2].template).says(.target) == "/b")
  }

  @Test("of Squid, lighttpd, Envoy, morgan, varnishncsa and ingress-nginx is understood")
  func others() throws {
    let squid = try config(
      """
      http_port 80
      logformat mine %ts.%03tu %>a %rm %ru %>Hs "%{Origin}>h"
      access_log stdio:/var/log/a.log mine
      access_log daemon:/var/log/b.log logformat=squid
      """)
    #expect(squid.entries.map(\.path) == ["/var/log/a.log", "/var/log/b.log"])
    #expect(squid.entries.map(\.name) == ["mine", "squid"])
    let lighttpd = try config(
      #"""
      accesslog.filename = "/var/log/l.log"
      accesslog.format = "%h %V %u %t \"%r\" %>s %b \"%{Origin}i\""
      """#)
    #expect(lighttpd.entries.first?.path == "/var/log/l.log")
    #expect(lighttpd.entries.first?.template.fields.contains(.origin) == true)
    let envoy = try config(
      #"""
      log_format:
        text_format_source:
          inline_string: "[%START_TIME%] %REQ(:METHOD)% %REQ(:PATH)% %RESPONSE_CODE% %REQ(ORIGIN)%\n"
      """#)
    #expect(envoy.entries.first?.template.fields.contains(.origin) == true)
    let morgan = try config("app.use(morgan(':method :url :status :req[origin]')); morgan('tiny')")
    #expect(morgan.entries.map(\.name) == ["a format of morgan's", "tiny"])
    let varnish = try config("ExecStart=/usr/bin/varnishncsa -F '%h %m %U %s %{Origin}i' -w x")
    #expect(varnish.entries.first?.template.fields.contains(.origin) == true)
    let ingress = try config(
      "data:\n  log-format-escape-json: \"true\"\n  log-format-upstream: '{\"o\":\"$http_origin\"}'"
    )
    #expect(ingress.entries.first?.template.fields.contains(.origin) == true)
  }

  @Test("that is none, or says nothing of logs, is refused", arguments: ["", "hello", "http { }"])
  func none(_ text: String) {
    #expect(throws: IngestError.self) { try config(text) }
  }

  @Test("cut anywhere does not trap")
  func prefixes() {
    let texts = [
      #"http { log_format a "$request\" ${x}"; access_log a.log a; map $http_cookie $c {"" 0;} }"#,
      "LogFormat \"%h %r\" x\nCustomLog a.log x\n<VirtualHost *>\n\\",
      "frontend a\n log-format '%[var(a),json] %{+Q}r'\n capture request header X len 9\n",
      "http_port 1\nlogformat x %>a %{A}>h\naccess_log a:b x\n",
      "varnishncsa -F '%h %{A}i'", "morgan(':url :status')", "inline_string: \"%REQ(A?B):3%\"",
    ]
    for text in texts {
      let bytes = utf8(text)
      for end in bytes.indices {
        _ = try? config(String(decoding: bytes[..<end], as: UTF8.self))
      }
    }
  }

  @Test("chooses a format by the log's name, and by its lines where the name says nothing")
  func choice() throws {
    let config = try config(
      """
      http {
        log_format one '$msec $request_method $request_uri $status';
        log_format two '$status $request_uri $request_method $msec $http_origin';
        access_log /var/log/nginx/one.log one;
        access_log /var/log/nginx/two.log two;
      }
      """)
    let first = utf8("1795365302.5 GET /a 200\n")
    let second = utf8("200 /a GET 1795365302.5 -\n")
    for (path, head, name) in [
      ("/var/log/nginx/one.log", first, "nginx:one"), ("copy/one.log.2.gz", first, "nginx:one"),
      ("two.log-20261122", second, "nginx:two"), ("other", second, "nginx:two"),
      ("one.log", second, "nginx:two"),
    ] {
      let choice = try #require(config.choose(path: path, head: head))
      #expect(choice.format.name == name, "\(path)")
    }
    #expect(config.choose(path: "one.log", head: utf8("nothing of the kind\n")) == nil)
    let bare = try self.config("LogFormat \"%{usec}t|%>s|%R\" x\nCustomLog x.log x\n")
    let found = bare.choose(path: "x.log", head: utf8("1795365302516914|200|-\n"))
    #expect(found?.format.name == "apache:x")
  }
}
