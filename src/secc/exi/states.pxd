# C types of the grammar objects, used when states.py is compiled. Keep in step with it.

cdef class Datatype:
    cdef public int kind, width, limit
    cdef public long long low, high
    cdef public bint signed
    cdef public object minimum, maximum
    cdef public str lexical
    cdef public tuple values
    cdef public dict codes

cdef class Edge:
    cdef public int op, form, code, slot, order, limit
    cdef public bint many, is_root
    cdef public tuple name
    cdef public Datatype datatype
    cdef public Type type
    cdef public object maker, partition
    cdef public State next, full

cdef class State:
    cdef public int kind, count, width
    cdef public Type owner
    cdef public tuple edges
    cdef public Edge lead
    cdef public dict makers

cdef class Type:
    cdef public bint is_open, has_choice
    cdef public int size, number
    cdef public tuple lists, states
    cdef public list blank, spare
    cdef public State first, content
    cdef public dict fields
    cdef public object build
    cpdef Type ready(self)
