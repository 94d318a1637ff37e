package io.esync.operators.flink;

import io.esync.operators.control.Command;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.SourceRecord;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink to use our serializers for the model's types, so that Kryo never gets to see them.
 *
 * @param <T> the type
 */
public final class ModelTypeInfo<T> extends TypeInformation<T> {
  public static final TypeInformation<SourceRecord> SOURCE_RECORD =
      new ModelTypeInfo<>(SourceRecord.class, SourceRecordSerializer.INSTANCE);
  public static final TypeInformation<ChangeRecord> CHANGE_RECORD =
      new ModelTypeInfo<>(ChangeRecord.class, ChangeRecordSerializer.INSTANCE);
  public static final TypeInformation<EntityKey> ENTITY_KEY =
      new ModelTypeInfo<>(EntityKey.class, EntityKeySerializer.INSTANCE);
  public static final TypeInformation<Rejection> REJECTION =
      new ModelTypeInfo<>(Rejection.class, RejectionSerializer.INSTANCE);
  public static final TypeInformation<AuditEvent> AUDIT_EVENT =
      new ModelTypeInfo<>(AuditEvent.class, AuditEventSerializer.INSTANCE);
  public static final TypeInformation<MergeInput> MERGE_INPUT =
      new ModelTypeInfo<>(MergeInput.class, MergeInputSerializer.INSTANCE);
  public static final TypeInformation<Command> COMMAND =
      new ModelTypeInfo<>(Command.class, CommandSerializer.INSTANCE);
  public static final TypeInformation<ReviewItem> REVIEW_ITEM =
      new ModelTypeInfo<>(ReviewItem.class, ReviewItemSerializer.INSTANCE);

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final FormatSerializer<T> serializer;

  /** A type that is no part of the model but has a serializer of the same kind. */
  public ModelTypeInfo(Class<T> type, FormatSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  @Deprecated
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  /** Whether values can be keys: of the model's types only {@link EntityKey} is. */
  @Override
  public boolean isKeyType() {
    return type == EntityKey.class;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ModelTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelTypeInfo<?> info && type == info.type;
  }

  @Override
  public int hashCode() {
    return type.getName().hashCode();
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
