//! Reading one reply of an adapter, strictly.

use serde_json::{Map, Value};

use super::arm::Arm;
use super::violation::{Carried, Violation};

/// One reply from an adapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The id of the question.
    pub id: u64,
    /// The answer.
    pub arm: Arm,
}

impl Reply {
    /// Reads one line, its line feed removed.
    ///
    /// An arm that is `null` counts as absent: many JSON writers spell "nothing" that way.
    ///
    /// # Errors
    ///
    /// The way in which the line breaks the protocol.
    pub fn read(line: &[u8]) -> Result<Self, Violation> {
        Self::read_as(Carried::Line, line)
    }

    /// Reads one reply, however it travelled.
    ///
    /// # Errors
    ///
    /// The way in which it breaks the protocol.
    pub fn read_as(by: Carried, bytes: &[u8]) -> Result<Self, Violation> {
        let text = std::str::from_utf8(bytes).map_err(|_| Violation::NotUtf8(by))?;
        let value: Value = serde_json::from_str(text).map_err(|error| Violation::NotJson {
            by,
            why: error.to_string(),
            text: beginning(text),
        })?;
        let refuse = |why| Violation::NotAReply {
            by,
            why,
            text: beginning(text),
        };
        let Value::Object(members) = value else {
            return Err(refuse("it is not a JSON object"));
        };
        let id = members.get("id").and_then(Value::as_u64);
        let id =
            id.ok_or_else(|| refuse("it has no `id`, or not the number that was asked with"))?;
        Ok(Self {
            id,
            arm: read_arm(members).map_err(refuse)?,
        })
    }
}

fn read_arm(mut members: Map<String, Value>) -> Result<Arm, &'static str> {
    let mut take = |name| members.remove(name).filter(|value| !value.is_null());
    match (take("ok"), take("unsupported"), take("adapter_error")) {
        (Some(ok), None, None) => Ok(Arm::Ok(ok)),
        (None, Some(why), None) => Ok(Arm::Unsupported {
            reason: text(&why, "reason").ok_or("its `unsupported` has no text `reason`")?,
        }),
        (None, None, Some(why)) => Ok(Arm::AdapterError {
            message: text(&why, "message").ok_or("its `adapter_error` has no text `message`")?,
        }),
        (None, None, None) => Err("it has none of `ok`, `unsupported` and `adapter_error`"),
        _ => Err("it has more than one of `ok`, `unsupported` and `adapter_error`"),
    }
}

fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member)?.as_str().map(str::to_owned)
}

/// Enough of a text to recognise it by.
pub(crate) fn beginning(line: &str) -> String {
    const SHOWN: usize = 120;
    let line = line.trim_end();
    let mut shown: String = line.chars().take(SHOWN).collect();
    if line.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn complaint(line: &str) -> String {
        Reply::read(line.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_reply_has_an_id_and_one_arm() {
        let reply = Reply::read(br#"{"id":3,"ok":{"idle":true}}"#).unwrap();

        assert_eq!(
            reply,
            Reply {
                id: 3,
                arm: Arm::Ok(json!({"idle": true}))
            }
        );
    }

    #[test]
    fn what_an_adapter_writes_is_read_back() {
        let arms = [
            Arm::Ok(json!({})),
            Arm::Unsupported {
                reason: "no such action".to_owned(),
            },
            Arm::AdapterError {
                message: "out of paper".to_owned(),
            },
        ];
        for arm in arms {
            let line = arm.line(&json!(7));
            let reply = Reply::read(line.strip_suffix(b"\n").unwrap()).unwrap();
            assert_eq!(reply, Reply { id: 7, arm });
        }
    }

    #[test]
    fn an_arm_of_null_is_absent() {
        let line = br#"{"id":3,"ok":{},"unsupported":null,"adapter_error":null}"#;

        assert_eq!(Reply::read(line).unwrap().arm, Arm::Ok(json!({})));
    }

    #[test]
    fn every_complaint_says_what_is_wrong_with_the_line() {
        insta::assert_snapshot!(complaint("connecting…"), @"the adapter wrote a line that is not JSON (expected value at line 1 column 1): `connecting…`; its stdout is for replies only, anything else belongs on stderr");
        insta::assert_snapshot!(complaint("[1]"), @"the adapter wrote a line that is no reply (it is not a JSON object): `[1]`");
        insta::assert_snapshot!(complaint(r#"{"ok":{}}"#), @r#"the adapter wrote a line that is no reply (it has no `id`, or not the number that was asked with): `{"ok":{}}`"#);
        insta::assert_snapshot!(complaint(r#"{"id":"3","ok":{}}"#), @r#"the adapter wrote a line that is no reply (it has no `id`, or not the number that was asked with): `{"id":"3","ok":{}}`"#);
        insta::assert_snapshot!(complaint(r#"{"id":3}"#), @r#"the adapter wrote a line that is no reply (it has none of `ok`, `unsupported` and `adapter_error`): `{"id":3}`"#);
        insta::assert_snapshot!(complaint(r#"{"id":3,"ok":{},"adapter_error":{"message":"x"}}"#), @r#"the adapter wrote a line that is no reply (it has more than one of `ok`, `unsupported` and `adapter_error`): `{"id":3,"ok":{},"adapter_error":{"message":"x"}}`"#);
        insta::assert_snapshot!(complaint(r#"{"id":3,"unsupported":{}}"#), @r#"the adapter wrote a line that is no reply (its `unsupported` has no text `reason`): `{"id":3,"unsupported":{}}`"#);
        assert_eq!(
            Reply::read(&[0xff, 0xfe]),
            Err(Violation::NotUtf8(Carried::Line))
        );
    }
}
