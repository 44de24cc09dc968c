import Traffic

extension LogFormat {
  /// Zeek's http.log in its own columns.
  static let zeek = LogFormat(
    name: "zeek", summary: "http.log of Zeek, tab-separated",
    fields: FieldSet(
      .start, .client, .server, .method, .host, .port, .target, .protocol, .status, .referer,
      .userAgent, .origin, .hasAuthorization),
    shape: .text,
    samples: [
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\thttp\n"
        + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod\thost"
        + "\turi\treferrer\tversion\tuser_agent\torigin\tstatus_code\tstatus_msg\n"
        + "1795365302.516479\tCabc1\t203.0.113.7\t54238\t198.51.100.1\t80\t1\tGET\tapi.example.com"
        + "\t/v1?a=b\t-\t1.1\tMozilla/5.0\thttps://app.example.com\t200\tOK",
      "1795365302.516479\tCabc1\t203.0.113.7\t54238\t198.51.100.1\t80\t1\tGET\tapi.example.com\t/v1\t-"
        + "\t1.1\tMozilla/5.0\thttps://app.example.com\t0\t58\t200\tOK\t-\t-\t(empty)\t-\t-\t-",
    ]
  ) { lines in
    guard let parser = ZeekFormat(lines) else { return nil }
    return LogReading(
      format: InputFormat(
        name: "zeek", summary: "http.log of Zeek, tab-separated", fields: parser.fields,
        unit: .line), parser: parser)
  }
}
