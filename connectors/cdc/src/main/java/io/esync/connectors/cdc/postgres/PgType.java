package io.esync.connectors.cdc.postgres;

/**
 * A row of {@code pg_type}.
 *
 * @param kind {@code b} base, {@code c} composite, {@code d} domain, {@code e} enum, {@code r}
 *     range, {@code m} multirange
 * @param element OID of the element type where this is an array, else 0
 * @param base OID of the type that a domain is over, else 0
 * @param baseModifier the modifier that a domain gives its base type, -1 where it gives none
 * @param delimiter stands between the elements of an array of this type
 */
record PgType(
    int oid, String name, char kind, int element, int base, int baseModifier, char delimiter) {}
