package io.esync.connectors.kafka;

import io.esync.connectors.spi.Option;
import java.io.Serializable;

/** What else is to be known of JSON, e.g. {@code {op_member: _op}}. */
public record JsonOptions(
    @Option(
            value =
                "Member of a document that says whether the row is gone; without it only a"
                    + " tombstone is a delete.",
            optional = true,
            example = "_op")
        String opMember,
    @Option(
            value = "What op_member holds where the row is gone. All else is an upsert.",
            defaultValue = "delete")
        String deleteValue,
    @Option(
            value =
                "What becomes of a document with a member that is no declared field: 'reject' sends"
                    + " it to the dead-letter queue, 'ignore' leaves the member out.",
            defaultValue = "reject")
        UnknownMembers unknownMembers)
    implements Serializable {
  /** What becomes of members that are no field. */
  public enum UnknownMembers {
    REJECT,
    IGNORE
  }
}
