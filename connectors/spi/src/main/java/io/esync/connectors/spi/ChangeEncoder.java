package io.esync.connectors.spi;

import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeRecord;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Turns changes into what a transactional sink writes, before the sink sees them. A change that the
 * target can never take is refused here, where it becomes a rejection; in the sink it could only
 * fail the job, again and again.
 *
 * <p>Travels in the job graph. One thread uses each copy; what it needs beside its configuration it
 * makes at the first change.
 *
 * @param <T> what the sink takes; its type is no generic one
 */
public interface ChangeEncoder<T> extends Serializable {
  /**
   * The change as the sink takes it; null where the target keeps nothing of it.
   *
   * @throws TargetException refused where the target will never take the change as it is, fatal
   *     where it would take none
   */
  T encode(ChangeRecord change) throws TargetException;

  /** The type of what {@link #encode} gives. */
  TypeInformation<T> type();

  /** Gives the changes to the sink as they are. */
  static ChangeEncoder<ChangeRecord> unchanged() {
    return new ChangeEncoder<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public ChangeRecord encode(ChangeRecord change) {
        return change;
      }

      @Override
      public TypeInformation<ChangeRecord> type() {
        return ModelTypeInfo.CHANGE_RECORD;
      }
    };
  }
}
