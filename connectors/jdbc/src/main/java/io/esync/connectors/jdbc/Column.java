package io.esync.connectors.jdbc;

/**
 * A column of an existing table.
 *
 * @param type as the database writes it, for people, e.g. {@code numeric(18,2)}
 * @param base the type without length and precision, and for a domain the type below it
 * @param nullable whether it takes NULL
 * @param optional whether a row may leave it out: it is nullable, has a default or is generated
 * @param writable false for a column that the database computes
 * @param length most characters, -1 without limit
 * @param scale of a decimal or of the seconds: most digits after the point, -1 without limit
 * @param collation of text whose comparison does not follow the characters alone, else empty
 */
record Column(
    String name,
    String type,
    String base,
    boolean nullable,
    boolean optional,
    boolean writable,
    int length,
    int scale,
    String collation) {}
