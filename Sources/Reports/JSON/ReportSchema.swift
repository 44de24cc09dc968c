/// The JSON Schema of what ``JSONRenderer`` writes.
///
/// - SeeAlso: https://json-schema.org/draft/2020-12
package enum ReportSchema {
  /// The schema as a JSON document in UTF-8, with a line feed at its end.
  package static let json = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "A report of corscope",
      "description": "Times: seconds since 1970; shares: 0 to 1; null: not known. More keys may come.",
      "type": "object",
      "required": [
        "schema", "tool", "period", "headline", "inputs", "summary", "blocked",
        "blocked_overflow", "preflights", "timeline", "by_status", "by_engine",
        "changes", "disagreements", "disagreements_count", "findings", "limits", "difference"
      ],
      "properties": {
        "schema": {"const": "corscope.report/1"},
        "tool": {
          "type": "object",
          "required": ["name", "version"],
          "properties": {"name": {"const": "corscope"}, "version": {"type": "string"}}
        },
        "period": {
          "type": "object",
          "description": "when the first and the last exchange began",
          "required": ["first", "last"],
          "properties": {
            "first": {"$ref": "#/$defs/time_or_null"},
            "last": {"$ref": "#/$defs/time_or_null"}
          }
        },
        "headline": {
          "type": "array",
          "description": "the verdict in sentences",
          "items": {"type": "string"}
        },
        "inputs": {"type": "array", "items": {"$ref": "#/$defs/input"}},
        "summary": {"$ref": "#/$defs/summary"},
        "blocked": {
          "type": "array",
          "description": "blocked fetches that are alike, most frequent first",
          "items": {"$ref": "#/$defs/blocked"}
        },
        "blocked_overflow": {
          "$ref": "#/$defs/count",
          "description": "what was blocked beyond the groups that were kept apart"
        },
        "preflights": {"$ref": "#/$defs/preflights"},
        "timeline": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["start", "seconds", "exchanges", "preflights", "judged", "blocked"],
            "properties": {
              "start": {"type": "number"},
              "seconds": {"$ref": "#/$defs/count", "description": "the length of the slice"},
              "exchanges": {"$ref": "#/$defs/count"},
              "preflights": {"$ref": "#/$defs/count"},
              "judged": {"$ref": "#/$defs/count"},
              "blocked": {"$ref": "#/$defs/count"}
            }
          }
        },
        "by_status": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["status", "exchanges", "preflights", "blocked"],
            "properties": {
              "status": {"$ref": "#/$defs/count", "description": "0 where none is known"},
              "exchanges": {"$ref": "#/$defs/count"},
              "preflights": {"$ref": "#/$defs/count"},
              "blocked": {"$ref": "#/$defs/count"}
            }
          }
        },
        "by_engine": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["engine", "exchanges", "judged", "blocked"],
            "properties": {
              "engine": {"type": "string"},
              "exchanges": {
                "$ref": "#/$defs/count",
                "description": "cross-origin, preflights included"
              },
              "judged": {"$ref": "#/$defs/count"},
              "blocked": {"$ref": "#/$defs/count"}
            }
          }
        },
        "changes": {
          "type": "array",
          "description": "when fetches began to be refused, or let through again; at most 200",
          "items": {"$ref": "#/$defs/change"}
        },
        "disagreements": {
          "type": "array",
          "description": "exchanges of which a browser's recording tells another outcome; at most 200",
          "items": {"$ref": "#/$defs/disagreement"}
        },
        "disagreements_count": {"$ref": "#/$defs/count", "description": "all of them"},
        "findings": {
          "type": "array",
          "description": "misconfigurations, most severe first",
          "items": {"$ref": "#/$defs/finding"}
        },
        "limits": {
          "type": "array",
          "description": "what the inputs could not show, or what was given up",
          "items": {"type": "string"}
        },
        "difference": {
          "description": "what differs from the baseline; null where none was given",
          "oneOf": [{"type": "null"}, {"$ref": "#/$defs/difference"}]
        }
      },
      "$defs": {
        "count": {"type": "integer", "minimum": 0},
        "count_or_null": {"type": ["integer", "null"], "minimum": 0},
        "time_or_null": {"type": ["number", "null"]},
        "seconds_or_null": {"type": ["number", "null"], "minimum": 0},
        "share_or_null": {"type": ["number", "null"], "minimum": 0},
        "counts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/count"}},
        "durations": {
          "type": "object",
          "description": "in seconds",
          "required": ["total", "p50", "p95", "p99"],
          "properties": {
            "total": {"$ref": "#/$defs/seconds_or_null"},
            "p50": {"$ref": "#/$defs/seconds_or_null"},
            "p95": {"$ref": "#/$defs/seconds_or_null"},
            "p99": {"$ref": "#/$defs/seconds_or_null"}
          }
        },
        "outcomes": {
          "type": "object",
          "required": ["allowed", "blocked"],
          "properties": {
            "allowed": {"$ref": "#/$defs/count"},
            "blocked": {"$ref": "#/$defs/count"}
          }
        },
        "change": {
          "type": "object",
          "required": [
            "kind", "time", "source", "position", "origin", "target", "routes", "route_count",
            "before", "after"
          ],
          "properties": {
            "kind": {"enum": ["blocked-from", "allowed-from"]},
            "time": {"type": "number", "description": "when the first such fetch began"},
            "source": {"type": "string"},
            "position": {"$ref": "#/$defs/count"},
            "origin": {"type": "string"},
            "target": {"type": "string"},
            "routes": {"type": "array", "items": {"type": "string"}},
            "route_count": {"$ref": "#/$defs/count"},
            "before": {"$ref": "#/$defs/outcomes"},
            "after": {"$ref": "#/$defs/outcomes", "description": "until the next change"}
          }
        },
        "evidence": {
          "type": "object",
          "required": ["source", "position", "detail"],
          "properties": {
            "source": {"type": "string"},
            "position": {
              "type": "integer",
              "minimum": 1,
              "description": "1-based line, packet or entry"
            },
            "detail": {"type": "string", "description": "what was seen there"}
          }
        },
        "input": {
          "type": "object",
          "required": [
            "source", "format", "wrapper", "runner_up", "unit", "positions", "exchanges",
            "refused", "refused_examples", "repaired", "fields", "impossible", "producer",
            "hides", "asides", "error"
          ],
          "properties": {
            "source": {"type": "string", "description": "a path, or -"},
            "format": {"type": "string"},
            "wrapper": {
              "type": ["string", "null"],
              "description": "what the lines stand in, such as syslog; the outermost first"
            },
            "runner_up": {"type": ["string", "null"]},
            "unit": {
              "enum": ["line", "packet", "entry"],
              "description": "what a position counts"
            },
            "positions": {
              "$ref": "#/$defs/count",
              "description": "lines, packets or entries read"
            },
            "exchanges": {"$ref": "#/$defs/count"},
            "refused": {"$ref": "#/$defs/counts"},
            "repaired": {
              "$ref": "#/$defs/counts",
              "description": "what was used once it had been put right, by reason"
            },
            "refused_examples": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["reason", "message", "mend", "positions"],
                "properties": {
                  "reason": {"type": "string"},
                  "message": {"type": "string"},
                  "mend": {"type": "string"},
                  "positions": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["position", "column"],
                      "properties": {
                        "position": {"type": "integer", "minimum": 1},
                        "column": {"type": ["integer", "null"], "minimum": 1}
                      }
                    }
                  }
                }
              }
            },
            "fields": {
              "type": "array",
              "description": "canonical fields that this input can show",
              "items": {"type": "string"}
            },
            "impossible": {
              "type": "array",
              "description": "figures and rules that it therefore cannot give",
              "items": {"type": "string"}
            },
            "producer": {
              "type": ["string", "null"],
              "description": "the program that wrote it, where it says so"
            },
            "hides": {
              "type": "array",
              "description": "what that program leaves out",
              "items": {"type": "string"}
            },
            "asides": {
              "$ref": "#/$defs/counts",
              "description": "entries that are no exchanges of their own, by kind"
            },
            "error": {
              "type": ["string", "null"],
              "description": "why reading stopped before the end"
            }
          }
        },
        "summary": {
          "type": "object",
          "required": [
            "exchanges", "clients", "cross_origin_requests", "preflights", "judged_fetches",
            "blocked_fetches", "blocked_clients", "blocked_rate", "conditional", "unknown", "kinds"
          ],
          "properties": {
            "exchanges": {"$ref": "#/$defs/count"},
            "clients": {
              "$ref": "#/$defs/count_or_null",
              "description": "estimated within two per cent"
            },
            "cross_origin_requests": {"$ref": "#/$defs/count"},
            "preflights": {"$ref": "#/$defs/count"},
            "judged_fetches": {"$ref": "#/$defs/count", "description": "allowed or blocked"},
            "blocked_fetches": {"$ref": "#/$defs/count"},
            "blocked_clients": {
              "$ref": "#/$defs/count_or_null",
              "description": "distinct clients of which a fetch was blocked"
            },
            "blocked_rate": {"$ref": "#/$defs/share_or_null", "description": "blocked / judged"},
            "conditional": {
              "$ref": "#/$defs/count",
              "description": "differs with a fact that the input cannot show"
            },
            "unknown": {
              "$ref": "#/$defs/count",
              "description": "cross-origin, could not be judged"
            },
            "kinds": {"$ref": "#/$defs/counts"}
          }
        },
        "blocked": {
          "type": "object",
          "required": [
            "origin", "target", "route", "phase", "reason", "meaning", "mend", "status",
            "fetches", "clients", "engines", "first_seen", "last_seen", "new", "examples",
            "request"
          ],
          "properties": {
            "origin": {"type": "string"},
            "target": {"type": "string", "description": "scheme, host and port"},
            "route": {"type": "string", "description": "the folded path"},
            "phase": {"enum": ["preflight", "redirect", "actual"]},
            "reason": {"type": "string", "description": "permanent id"},
            "meaning": {"type": "string"},
            "mend": {"type": "string"},
            "status": {
              "$ref": "#/$defs/count_or_null",
              "description": "of the failing response"
            },
            "fetches": {"$ref": "#/$defs/count"},
            "clients": {"$ref": "#/$defs/count_or_null"},
            "engines": {"$ref": "#/$defs/counts"},
            "first_seen": {"$ref": "#/$defs/time_or_null"},
            "last_seen": {"$ref": "#/$defs/time_or_null"},
            "new": {
              "type": ["boolean", "null"],
              "description": "whether it began at or after the time that was asked about"
            },
            "examples": {"type": "array", "items": {"$ref": "#/$defs/evidence"}},
            "request": {
              "description": "the first of them, enough to send it again",
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object",
                  "required": ["method", "headers", "path"],
                  "properties": {
                    "method": {"type": "string", "description": "what the page wanted to use"},
                    "headers": {
                      "type": "array",
                      "description": "names that the preflight asked for",
                      "items": {"type": "string"}
                    },
                    "path": {"type": "string", "description": "path and query, secrets taken out"}
                  }
                }
              ]
            }
          }
        },
        "preflights": {
          "type": "object",
          "required": [
            "count", "share", "rate", "cache_hit_ratio", "avoidable", "avoidable_at_max_age",
            "authorization_under_wildcard", "unfollowed", "time", "by_origin", "by_route",
            "by_engine"
          ],
          "properties": {
            "count": {"$ref": "#/$defs/count"},
            "share": {"$ref": "#/$defs/share_or_null", "description": "of all exchanges"},
            "rate": {
              "$ref": "#/$defs/share_or_null",
              "description": "of the fetches that needed one"
            },
            "cache_hit_ratio": {
              "$ref": "#/$defs/share_or_null",
              "description": "fetches that needed one and went without"
            },
            "avoidable": {
              "$ref": "#/$defs/count_or_null",
              "description": "spared by the browser's cache at its cap"
            },
            "authorization_under_wildcard": {
              "type": ["object", "null"],
              "description": "asked for Authorization, which * answered without naming it",
              "required": ["preflights", "failed", "repeated", "seconds"],
              "properties": {
                "preflights": {"$ref": "#/$defs/count"},
                "failed": {"$ref": "#/$defs/count"},
                "repeated": {
                  "$ref": "#/$defs/count",
                  "description": "spared, had the answer before named Authorization"
                },
                "seconds": {
                  "type": ["number", "null"],
                  "description": "for which users waited for the repeated ones"
                }
              }
            },
            "unfollowed": {"$ref": "#/$defs/count"},
            "avoidable_at_max_age": {
              "type": ["object", "null"],
              "description": "spared by the browser's cache at the max-age that was asked about",
              "required": ["seconds", "count"],
              "properties": {
                "seconds": {"$ref": "#/$defs/count"},
                "count": {"$ref": "#/$defs/count"}
              }
            },
            "time": {"$ref": "#/$defs/durations"},
            "by_origin": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["origin", "preflights", "failed", "avoidable", "requests", "time"],
                "properties": {
                  "origin": {"type": "string", "description": "the page's origin"},
                  "preflights": {"$ref": "#/$defs/count"},
                  "failed": {"$ref": "#/$defs/count"},
                  "avoidable": {"$ref": "#/$defs/count"},
                  "requests": {
                    "$ref": "#/$defs/count",
                    "description": "actual cross-origin requests beside them"
                  },
                  "time": {"$ref": "#/$defs/durations"}
                }
              }
            },
            "by_route": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["route", "preflights", "failed", "avoidable", "requests", "time"],
                "properties": {
                  "route": {"type": "string", "description": "target and folded path"},
                  "preflights": {"$ref": "#/$defs/count"},
                  "failed": {"$ref": "#/$defs/count"},
                  "avoidable": {"$ref": "#/$defs/count"},
                  "requests": {
                    "$ref": "#/$defs/count",
                    "description": "actual cross-origin requests beside them"
                  },
                  "time": {"$ref": "#/$defs/durations"}
                }
              }
            },
            "by_engine": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "engine", "preflights", "rate", "cache_hit_ratio", "avoidable", "time"
                ],
                "properties": {
                  "engine": {"type": "string"},
                  "preflights": {"$ref": "#/$defs/count"},
                  "rate": {"$ref": "#/$defs/share_or_null"},
                  "cache_hit_ratio": {"$ref": "#/$defs/share_or_null"},
                  "avoidable": {"$ref": "#/$defs/count_or_null"},
                  "time": {"$ref": "#/$defs/durations"}
                }
              }
            }
          }
        },
        "disagreement": {
          "type": "object",
          "required": [
            "source", "position", "kind", "method", "origin", "target", "path", "status",
            "outcome", "phase", "reason", "browser_outcome", "browser_error", "note"
          ],
          "properties": {
            "source": {"type": "string"},
            "position": {"type": "integer", "minimum": 1, "description": "1-based entry"},
            "kind": {"enum": ["preflight", "cors"]},
            "method": {"type": "string"},
            "origin": {"type": ["string", "null"], "description": "the page's origin"},
            "target": {"type": "string", "description": "scheme, host and port"},
            "path": {"type": "string"},
            "status": {"$ref": "#/$defs/count_or_null"},
            "outcome": {"enum": ["allowed", "blocked"], "description": "corscope's verdict"},
            "phase": {"enum": ["preflight", "redirect", "actual", null]},
            "reason": {"type": ["string", "null"]},
            "browser_outcome": {"enum": ["allowed", "blocked"]},
            "browser_error": {
              "type": ["string", "null"],
              "description": "the browser's own word for the failure"
            },
            "note": {"type": "string", "description": "what may be behind it"}
          }
        },
        "finding": {
          "type": "object",
          "required": [
            "rule", "severity", "confidence", "subject", "summary", "count", "clients",
            "evidence", "why", "mend", "snippets", "cwe", "observed_under_probe"
          ],
          "properties": {
            "rule": {"type": "string"},
            "severity": {"enum": ["info", "low", "medium", "high", "critical"]},
            "confidence": {"enum": ["certain", "inferred"]},
            "subject": {"type": "string"},
            "summary": {"type": "string"},
            "count": {"$ref": "#/$defs/count"},
            "clients": {"$ref": "#/$defs/count_or_null"},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/evidence"}},
            "why": {"type": "string"},
            "mend": {"type": "string"},
            "snippets": {
              "type": "array",
              "description": "the mend as configuration, one piece a server",
              "items": {
                "type": "object",
                "required": ["server", "text"],
                "properties": {"server": {"type": "string"}, "text": {"type": "string"}}
              }
            },
            "cwe": {
              "type": "array",
              "description": "numbers of the Common Weakness Enumeration",
              "items": {"type": "integer", "minimum": 1}
            },
            "observed_under_probe": {
              "type": "boolean",
              "description": "only crafted requests of scanners and scripts show it"
            }
          }
        },
        "change": {"enum": ["new", "worse", "better", "gone"]},
        "difference": {
          "type": "object",
          "required": ["baseline", "period", "figures", "blocked", "findings", "new_origins"],
          "properties": {
            "baseline": {"type": "string", "description": "its file"},
            "period": {
              "type": "object",
              "required": ["first", "last"],
              "properties": {
                "first": {"$ref": "#/$defs/time_or_null"},
                "last": {"$ref": "#/$defs/time_or_null"}
              }
            },
            "figures": {
              "type": "object",
              "description": "headline figures by their keys",
              "additionalProperties": {
                "type": "object",
                "required": ["before", "after"],
                "properties": {
                  "before": {"type": ["number", "null"]},
                  "after": {"type": ["number", "null"]}
                }
              }
            },
            "blocked": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "change", "origin", "target", "route", "phase", "reason", "before", "after"
                ],
                "properties": {
                  "change": {"$ref": "#/$defs/change"},
                  "origin": {"type": "string"},
                  "target": {"type": "string"},
                  "route": {"type": "string"},
                  "phase": {"type": "string"},
                  "reason": {"type": "string"},
                  "before": {"$ref": "#/$defs/count", "description": "fetches"},
                  "after": {"$ref": "#/$defs/count"}
                }
              }
            },
            "findings": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["change", "rule", "severity", "subject", "before", "after"],
                "properties": {
                  "change": {"$ref": "#/$defs/change"},
                  "rule": {"type": "string"},
                  "severity": {"enum": ["info", "low", "medium", "high", "critical"]},
                  "subject": {"type": "string"},
                  "before": {"$ref": "#/$defs/count", "description": "exchanges"},
                  "after": {"$ref": "#/$defs/count"}
                }
              }
            },
            "new_origins": {
              "type": "array",
              "description": "origins blocked now and not in the baseline",
              "items": {"type": "string"}
            }
          }
        }
      }
    }

    """#
}
