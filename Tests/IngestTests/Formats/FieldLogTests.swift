import Ingest
import Testing
import Traffic

/// A line as some server writes it, invented, and what it says.
struct FieldLog: Sendable, CustomTestStringConvertible {
  let format: String
  let line: String
  let says: [(Field, String)]

  init(_ format: String, _ line: String, _ says: [(Field, String)]) {
    (self.format, self.line, self.says) = (format, line, says)
  }

  var testDescription: String { "\(format): \(line.prefix(60))" }
}

@Suite("Lines of logs in the field")
struct FieldLogTests {
  static let logs: [FieldLog] = [
    FieldLog(
      "w3c",
      "#Fields: date time c-ip cs-method cs-uri sc-status time-taken cs(Origin) cs(User-Agent)\n"
        + "2026-11-22 16:35:02 203.0.113.7 GET /a?b=%31 200 0.5 \"https://app.example.com\" "
        + #""Mozilla/5.0 (a+b; ""x"" \\)"# + "\"",
      [
        (.origin, "https://app.example.com"), (.userAgent, #"Mozilla/5.0 (a+b; "x" \)"#),
        (.duration, "500000000"), (.target, "/a?b=%31"), (.start, "1795365301500000000"),
      ]),
    FieldLog(
      "w3c",
      "#Fields:\tdate\ttime\tcs-method\tcs-uri\tsc-status\ttime-taken\n"
        + "2026-11-22\t16:35:02\tGET\t/a?b=%31\t200\t0.5",
      [(.target, "/a?b=%31"), (.duration, "500000000")]),
    FieldLog(
      "zeek",
      "#separator \\x2c\n#path,http\n#fields,ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,"
        + "trans_depth,method,host,uri,user_agent,origin,status_code\n"
        + "1795365302.516479,Cabc1,203.0.113.7,54238,198.51.100.1,80,1,GET,api.example.com,/v1,"
        + "a\\x2cb,https://app.example.com,200",
      [(.origin, "https://app.example.com"), (.userAgent, "a,b"), (.client, "203.0.113.7")]),
    FieldLog(
      "w3c",
      "#Software: Microsoft Internet Information Services 10.0\n"
        + "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status time-taken\n"
        + #"2026-11-22 16:35:02 203.0.113.7 GET /a "b" 200 5"#,
      [(.target, #"/a?"b""#), (.duration, "5000000")]),
    FieldLog(
      "cloudflare",
      #"{"ClientRequestMethod":"GET","ClientRequestURI":"/v1","EdgeResponseStatus":200}"#,
      [(.referer, "?"), (.userAgent, "?"), (.target, "/v1")]),
    FieldLog(
      "cloudflare",
      #"{"ClientRequestMethod":"GET","ClientRequestURI":"/v1","EdgeResponseStatus":200,"#
        + #""ClientRequestReferer":""}"#,
      [(.referer, "-"), (.userAgent, "?")]),
    FieldLog(
      "akamai",
      #"{"version":1,"cp":"1","reqId":"x","cliIP":"203.0.113.7","reqMethod":"GET","#
        + #""reqPath":"v1","reqHost":"api.example.com","statusCode":"200","reqTimeSec":"1795365302"}"#,
      [(.referer, "?"), (.userAgent, "?"), (.target, "/v1")]),
    // The whole URL is logged beside the path: the path alone lacks its query.
    FieldLog(
      "json",
      #"{"origin":"remote","remote":"203.0.113.7","method":"GET","status":200,"path":"/v1","#
        + #""uri":"http://api.example.com/v1?a=b","headers":{"Origin":["https://app.example.com"]}}"#,
      [(.target, "/v1?a=b"), (.host, "api.example.com"), (.origin, "https://app.example.com")]),
    FieldLog(
      "json",
      #"{"level":"info","message":"HTTP GET /v1","meta":{"req":{"url":"/v1?a=b","method":"GET","#
        + #""headers":{"origin":"https://app.example.com"}},"res":{"statusCode":204}}}"#,
      [(.target, "/v1?a=b"), (.status, "204"), (.origin, "https://app.example.com")]),
    // What a logger puts around says nothing of whose a word alone is.
    FieldLog(
      "json",
      #"{"payload":{"method":"GET","path":"/v1","status":200,"origin":"http://backend.internal"},"#
        + #""proxy":{"origin":"http://backend.internal"}}"#,
      [(.target, "/v1"), (.origin, "?")]),
    FieldLog(
      "json",
      #"{"time":"2026-11-22T16:35:02Z","method":"GET","uri":"/v1","status":200,"latency":2500000,"#
        + #""latency_human":"2.5ms"}"#,
      [(.duration, "2500000")]),
    FieldLog(
      "json",
      #"{"method":"GET","path":"/v1","controller":"A","action":"b","status":200,"duration":2.5,"#
        + #""view":0.5}"#,
      [(.duration, "2500000")]),
    FieldLog(
      "json", #"{"method":"GET","path":"/v1","status":200,"duration":2.5}"#, [(.duration, "?")]),
    FieldLog(
      "vercel", FormatRegistry.named("vercel")?.samples.first ?? "",
      [
        (.host, "api.example.com"), (.target, "/v1/items?page=2"), (.referer, "-"),
        (.client, "203.0.113.7"), (.status, "200"), (.origin, "?"),
      ]),
    FieldLog(
      "json", #"{"method":"GET","url":"GET http://api.example.com/v1?a HTTP/1.1","status":200}"#,
      [(.target, "/v1?a"), (.host, "api.example.com"), (.protocol, "HTTP/1.1")]),
    // The keys of another request, or of where the line came from, are not those of this one.
    FieldLog(
      "json",
      #"{"method":"GET","path":"/v1","status":200,"proxy":{"host":"10.0.0.9","status":502},"#
        + #""source":{"host":"pod-1"},"properties":{"host":"be"},"url":"http://be:80/x?y=1"}"#,
      [(.target, "/v1"), (.host, "?"), (.status, "200")]),
    // A URL that was decoded has blanks, and is no request line for that.
    FieldLog(
      "json", #"{"method":"GET","url":"http://api.example.com/a b?c=d e","status":200}"#,
      [(.method, "GET"), (.target, "/a b?c=d e"), (.host, "api.example.com")]),
    FieldLog(
      "json", #"{"method":"GET","uri":"/a b","status":200}"#,
      [(.method, "GET"), (.target, "/a b")]),
    // What was parsed of a line, and more, stands beside it.
    FieldLog(
      "json",
      #"{"message":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58","#
        + #""verb":"GET","path":"/a","status":200,"origin":"https://app.example.com"}"#,
      [(.target, "/a"), (.origin, "https://app.example.com")]),
    FieldLog(
      "tomcat", FormatRegistry.named("tomcat")?.samples.first ?? "",
      [
        (.client, "203.0.113.7"), (.host, "?"), (.target, "/v1/items?page=2"), (.userAgent, "-"),
        (.origin, "https://app.example.com"), (.allowOrigin, "*"), (.duration, "2752000"),
        (.vary, "?"),
      ]),
    FieldLog(
      "combined",
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 "-" "\u00c3\u00bc""#,
      [(.userAgent, "ü")]),
    FieldLog(
      "gin",
      "[GIN] 2026/11/22 - 16:35:02 | 204 |      65.583µs |     2001:db8::7 | OPTIONS  \"/v1?a=b\"",
      [
        (.method, "OPTIONS"), (.target, "/v1?a=b"), (.duration, "65583"), (.client, "2001:db8::7"),
        (.status, "204"), (.start, "1795365301999934417"),
      ]),
    FieldLog(
      "chi",
      "2026/11/22 16:35:02 [web1/Xk2-000001] \"GET http://api.example.com/v1?a=b HTTP/1.1\" from "
        + "[2001:db8::7]:54238 - 200 58B in 1m2.5s",
      [
        (.host, "api.example.com"), (.target, "/v1?a=b"), (.client, "2001:db8::7"),
        (.duration, "62500000000"), (.requestID, "web1/Xk2-000001"),
      ]),
    FieldLog(
      "uwsgi", FormatRegistry.named("uwsgi")?.samples.first ?? "",
      [
        (.client, "203.0.113.7"), (.hasAuthorization, "?"), (.target, "/v1/items?page=2"),
        (.duration, "4000000"), (.status, "200"), (.protocol, "HTTP/1.1"),
        (.start, "1795365302000000000"),
      ]),
    FieldLog(
      "daphne", #"203.0.113.7:54238 - - [22/Nov/2026:16:35:02] "GET /v1" 200 58"#,
      [(.client, "203.0.113.7"), (.method, "GET"), (.target, "/v1"), (.status, "200")]),
    FieldLog(
      "hypercorn",
      #"203.0.113.7:54238 - - [22/Nov/2026:16:35:02 +0000] "GET /a 1.1" 200 58 "-" "x""#,
      [(.client, "203.0.113.7"), (.protocol, "HTTP/1.1"), (.referer, "-"), (.userAgent, "x")]),
    FieldLog(
      "rack", #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 0.0025"#,
      [(.duration, "2500000"), (.status, "200")]),
    FieldLog(
      "common", #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 25"#,
      [(.duration, "?"), (.status, "200")]),
    // Nothing is escaped there: the value ends where the line does.
    FieldLog(
      "aiohttp",
      #"203.0.113.7 [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 "-" "a ("q") b""#,
      [(.referer, "-"), (.userAgent, #"a ("q") b"#), (.status, "200")]),
    FieldLog(
      "aiohttp",
      #"203.0.113.7 [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 "-" "a" "b""#,
      [(.referer, "?"), (.userAgent, "?"), (.target, "/v1")]),
    FieldLog(
      "webrick",
      "203.0.113.7 - - [22/Nov/2026:16:35:02 UTC] \"GET /v1 HTTP/1.1\" 200 58\n- -> /v1\n",
      [(.start, "1795365302000000000"), (.target, "/v1"), (.status, "200")]),
    FieldLog(
      "werkzeug",
      "203.0.113.7 - - [22/Nov/2026 16:35:02] code 400, message Bad request syntax ('X')\n"
        + #"203.0.113.7 - - [22/Nov/2026 16:35:02] "GET /v1 HTTP/1.1" 200 -"#,
      [(.target, "/v1"), (.status, "200")]),
    FieldLog(
      "php-fpm", #"127.0.0.1 -  22/Nov/2026:16:35:02 +0000 "GET /index.php?a=b" 200"#,
      [(.hasAuthorization, "?"), (.target, "/index.php?a=b"), (.start, "1795365302000000000")]),
    FieldLog(
      "combined-keys",
      #"[2026-11-22T16:35:02.516Z] "OPTIONS /v1 HTTP/2" 204 - 0 0 3 - "203.0.113.7" "Mozilla/5.0" "#
        + #""6f1c" "api.example.com" "-" origin="https://app.example.com" acrm="PUT" acao="*""#,
      [
        (.origin, "https://app.example.com"), (.requestMethod, "PUT"), (.allowOrigin, "*"),
        (.host, "api.example.com"), (.status, "204"),
      ]),
    FieldLog(
      "envoy",
      #"[2026-11-22T16:35:02.516Z] "GET /v1 HTTP/2" 200 - 0 58 2 1 "203.0.113.7" "Mozilla/5.0" "#
        + #""6f1c" "api.example.com" "10.0.0.1:8080" "-" 0af7651916cd43dd"#,
      [(.host, "api.example.com"), (.status, "200")]),
    FieldLog(
      "alb",
      "h2 2026-11-22T16:35:02.516789Z app/lb/50dc [2001:db8::7]:46532 10.0.0.1:80 0.000 0.002 0.000 "
        + #"200 200 310 120 "GET https://api.example.com:443/v1?a=\x22b HTTP/2.0" "Mozilla/5.0 \"q\"" "#
        + #"ECDHE TLSv1.2 arn:aws:tg "Root=1-6741" "api.example.com" "arn:aws:acm" 0 "#
        + #"2026-11-22T16:35:02.514000Z "waf,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_abc "#
        + #""-" "-" "-" 10.1.2.3"#,
      [
        (.client, "2001:db8::7"), (.host, "api.example.com"), (.target, #"/v1?a="b"#),
        (.userAgent, #"Mozilla/5.0 "q""#),
      ]),
    FieldLog(
      "elb",
      "2026-11-22T16:35:02.514000Z lb 203.0.113.7:46532 10.0.0.1:80 0.000 0.002 0.000 200 200 0 58 "
        + #""GET http://api.example.com:80/v1 HTTP/1.1""#,
      [(.status, "200"), (.host, "api.example.com"), (.target, "/v1")]),
    FieldLog(
      "ecs",
      #"{"@timestamp":"2026-11-22T16:35:02.516Z","event":{"dataset":"nginx.access"},"#
        + #""http":{"request":{"method":"GET","referrer":"-"},"response":{"status_code":200},"#
        + #""version":"1.1"},"source":{"address":"203.0.113.7","ip":"203.0.113.7"},"#
        + #""url":{"original":"/v1?a=b"},"user_agent":{"original":"Mozilla/5.0"}}"#,
      [(.target, "/v1?a=b"), (.client, "203.0.113.7"), (.status, "200")]),
    FieldLog(
      "akamai",
      #"{"reqTimeSec":"1795365302.516","cliIP":"203.0.113.7","statusCode":"206","proto":"HTTPS","#
        + #""reqHost":"api.example.com","reqMethod":"GET","reqPath":"v1","UA":"Mozilla%2F5.0%20(X11)","#
        + #""customField":"origin=https%3A%2F%2Fapp.example.com|acao=*"}"#,
      [
        (.origin, "https://app.example.com"), (.allowOrigin, "*"),
        (.userAgent, "Mozilla/5.0 (X11)"), (.target, "/v1"),
      ]),
    FieldLog(
      "ltsv",
      "time:2026-11-22T16:35:02+00:00\tremote_addr:203.0.113.7\tmethod:GET\turi:/v1?a=b\tstatus:200"
        + "\tua:x\thttp_origin:https://app.example.com\tsent_http_access_control_allow_origin:*",
      [(.origin, "https://app.example.com"), (.allowOrigin, "*"), (.target, "/v1?a=b")]),
    FieldLog(
      "ingress-nginx",
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/2.0" 502 150 "-" "x" 310 0.002 "#
        + "[shop-api-80] [] 10.0.0.1:8080, 10.0.0.2:8080 0, 150 0.001, 0.001 502, 502 6f1c0d8b",
      [(.status, "502"), (.target, "/v1")]),
    FieldLog(
      "vhost_combined",
      #"api.example.com:443 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 "#
        + #""-" "Mozilla/5.0" "https://app.example.com" "*""#,
      [(.client, "203.0.113.7"), (.host, "api.example.com")]),
    FieldLog(
      "combined",
      #"203.0.113.7, 10.0.0.2 - - [22/Nov/2026:16:35:02 +0000] "GET /v1 HTTP/1.1" 200 58 "-" "x""#,
      [(.client, "203.0.113.7"), (.userAgent, "x")]),
    FieldLog(
      "s3",
      "79a5 bucket [22/Nov/2026:16:35:02 +0000] 203.0.113.7 - 3E57 REST.OPTIONS.PREFLIGHT - "
        + #""OPTIONS /font.woff2 HTTP/1.1" 200 - - - 3 - "https://app.example.com/" "x" - s9lz= - "#
        + "ECDHE - bucket.s3.amazonaws.com TLSv1.2 - Yes us-east-1",
      [(.method, "OPTIONS"), (.host, "bucket.s3.amazonaws.com"), (.scheme, "https")]),
    FieldLog(
      "caddy",
      "2026/11/22 16:35:02.516\tINFO\thttp.log.access.log0\thandled request\t"
        + #"{"request":{"remote_ip":"203.0.113.7","proto":"HTTP/1.1","method":"GET","host":"a.test","#
        + #""uri":"/v1","headers":{"Origin":["https://app.example.com"]}},"duration":0.002,"#
        + #""status":200,"resp_headers":{}}"#,
      [(.origin, "https://app.example.com"), (.status, "200"), (.allowOrigin, "-")]),
    FieldLog(
      "azure-front-door",
      #"{"TimeGenerated":"2026-11-22T16:35:02.516Z","Category":"FrontDoorAccessLog","#
        + #""httpMethod_s":"GET","requestUri_s":"https://api.example.com:443/v1?a=b","#
        + #""clientIp_s":"203.0.113.7","httpStatusCode_s":"200","userAgent_s":"x"}"#,
      [(.method, "GET"), (.status, "200"), (.host, "api.example.com"), (.target, "/v1?a=b")]),
    FieldLog(
      "kong",
      #"{"client_ip":"203.0.113.7","started_at":1795365302516,"request":{"method":"GET","#
        + #""uri":"/v1","headers":{"origin":["https://app.example.com"],"#
        + #""host":"api.example.com:8000"}},"response":{"status":200,"headers":{"#
        + #""vary":["Origin","Accept"]}}}"#,
      [
        (.target, "/v1"), (.origin, "https://app.example.com"), (.vary, "Origin, Accept"),
        (.port, "8000"),
      ]),
    FieldLog(
      "cloudfront-json",
      #"{"date":"2026-11-22","time":"16:35:02","c-ip":"203.0.113.7","cs-method":"GET","#
        + #""cs-uri-stem":"/v1","cs-uri-query":"a=b","sc-status":"200","#
        + #""cs(User-Agent)":"Mozilla/5.0%20(X11)","x-host-header":"api.example.com"}"#,
      [
        (.start, "1795365302000000000"), (.target, "/v1?a=b"), (.userAgent, "Mozilla/5.0 (X11)"),
        (.host, "api.example.com"), (.hasCookie, "?"),
      ]),
    FieldLog(
      "aws-waf",
      #"{"timestamp":1795365302516,"action":"ALLOW","httpRequest":{"clientIp":"203.0.113.7","#
        + #""headers":[{"name":"Host","value":"a.test"},{"name":"Origin","value":"https://b.test"}],"#
        + #""uri":"/v1","args":"a=b","httpVersion":"HTTP/2.0","httpMethod":"OPTIONS"}}"#,
      [
        (.origin, "https://b.test"), (.host, "a.test"), (.target, "/v1?a=b"),
        (.allowOrigin, "?"), (.status, "?"),
      ]),
    FieldLog(
      "zeek",
      "1795365302.516479\tCabc1\t203.0.113.7\t54238\t10.0.0.1\t80\t1\tGET\tapi.example.com\t/v1\t-\t1.1"
        + "\tx\thttps://app.example.com\t0\t58\t200\tOK\t-\t-\t(empty)\t-\t-\t-",
      [(.origin, "https://app.example.com"), (.status, "200"), (.host, "api.example.com")]),
    FieldLog(
      "json",
      #"{"timestamp":"2026-11-22T16:35:02+0000","client_ip":"203.0.113.7","host":"api.example.com","#
        + #""url":"/v1","request_method":"OPTIONS","request_user_agent":"x","response_status":204,"#
        + #""req_origin":"https://app.example.com","resp_acao":"*"}"#,
      [(.origin, "https://app.example.com"), (.status, "204"), (.target, "/v1")]),
  ]

  @Test("are recognised as what they are, and read", arguments: logs)
  func reads(_ log: FieldLog) throws {
    let head = utf8(log.line + "\n")
    let best = try #require(LogRecognition.candidates(head: head).first)
    #expect(best.format.name == log.format)
    let parsed = ParsedBatch(head, parser: best.parser)
    for (field, text) in log.says { #expect(parsed.says(field) == text, "\(field)") }
  }

  @Test("of handshakes that failed are HAProxy's, and no exchanges")
  func handshakes() throws {
    let head = utf8(
      "203.0.113.7:50494 [22/Nov/2026:16:42:07.882] f_tls/1: SSL handshake failure\n"
        + "203.0.113.7:50494 [22/Nov/2026:16:42:08.882] f_tls/1: Timeout during SSL handshake\n")
    let best = try #require(LogRecognition.candidates(head: head).first)
    #expect(best.format.name.hasPrefix("haproxy"))
    let parsed = ParsedBatch(head, parser: best.parser)
    #expect(parsed.batch.records.isEmpty)
    #expect(parsed.batch.refusals.count(.noExchange) == 2)
  }

  @Test("of what S3 does by itself are no exchanges")
  func lifecycle() throws {
    func line(_ operation: String, _ request: String, _ status: String) -> String {
      "79a5 bucket [22/Nov/2026:16:35:02 +0000] - AmazonS3 3E57 \(operation) a/b.txt "
        + "\"\(request)\" \(status) - - 512 - - \"-\" \"-\" - s9lz= - - - - - - -\n"
    }
    let head = utf8(
      line("S3.EXPIRE.OBJECT", "-", "-") + line("REST.GET.OBJECT", "GET /a/b.txt HTTP/1.1", "200")
        + line("S3.TRANSITION_SIA.OBJECT", "-", "-") + line("BATCH.DELETE.OBJECT", "-", "204"))
    let best = try #require(LogRecognition.candidates(head: head).first)
    #expect(best.format.name == "s3")
    let parsed = ParsedBatch(head, parser: best.parser)
    #expect(parsed.batch.records.map(\.position) == [1])
    #expect(parsed.batch.refusals.count(.noExchange) == 3)
    #expect(parsed.batch.refusals.total == 3)
  }
}
