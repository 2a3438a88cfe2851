# C types of the decoder, used when decoder.py is compiled. Keep in step with it.
cimport cython
from libc.stdint cimport int64_t

from secc.exi.states cimport Datatype, Edge, State, Type

cdef bint COMPILED
cdef int MAX_DEPTH
cdef bytes PADDING
cdef object join_groups(bytearray groups)


@cython.final
cdef class Decoder:
    cdef public object grammar
    cdef bytes data
    cdef const unsigned char* view
    cdef public long long pos, end
    cdef public int depth
    cdef bint strayed
    cdef int loose
    cdef public bint suspect, doubt
    cdef list misses
    cdef object values, detour

    @cython.locals(i=cython.longlong, shift=cython.int, data="const unsigned char*")
    cdef inline int bits(self, int count) noexcept
    cpdef int take(self, int count)
    cpdef need(self, long long count)
    @cython.locals(value=cython.longlong, shift=cython.int, octet=cython.longlong)
    cpdef int64_t natural(self, int groups) except? -1
    @cython.locals(negative=cython.bint, octet=cython.longlong, number=cython.longlong, start=cython.longlong, shift=cython.int)
    cdef object wide(self, Datatype datatype)
    @cython.locals(octet=cython.int, groups=bytearray)
    cdef object huge(self, int limit)
    @cython.locals(i=cython.longlong, shift=cython.int, data="const unsigned char*", fresh=bytes, out="unsigned char*", j=cython.longlong)
    cdef bytes octets(self, long long count)
    @cython.locals(length=cython.longlong)
    cdef str string(self, object partition)
    @cython.locals(width=cython.int, number=cython.longlong, known=list)
    cdef str hit(self, object partition)
    @cython.locals(start=cython.longlong, octets=bytes, point=cython.longlong)
    cpdef str characters(self, long long count)
    cdef inline void note(self, Datatype datatype, long long number) noexcept
    @cython.locals(kind=cython.int, text=str, number=cython.longlong, negative=cython.bint, code=cython.int)
    cpdef object value(self, Datatype datatype, object partition)
    @cython.locals(kind=cython.int)
    cdef inline object coded(self, Datatype datatype, long long code)
    @cython.locals(width=cython.int, code=cython.int)
    cdef inline object leaf(self, Edge edge, Datatype datatype)
    @cython.locals(kind=Type, fields=list, state=State, edge=Edge, code=cython.int, op=cython.int)
    cdef object record(self, Edge owner)
    @cython.locals(slot=cython.int)
    cdef inline object build(self, Edge owner, Type kind, list fields)
    cdef inline object make(self, object maker, int size, list fields)
    cdef object child(self, Edge edge)
    @cython.locals(items=list, count=cython.int)
    cdef State append(self, list fields, Edge edge, object value)
    cdef object open(self)
    cpdef str text(self, object partition)
    cpdef enter(self)
    cpdef leave(self)
    cpdef object node(self, Edge edge)
    cdef object stray_leaf(self, Edge edge, int state, object value)
    @cython.locals(text=Edge, start=cython.longlong)
    cdef object stray(self, Edge owner, State state, list fields)
    cdef object resume(self, Edge owner, State state, list fields)
    cdef header(self)
    cpdef object document(self)
    cpdef tuple fragment(self)
    @cython.locals(state=State, code=cython.int, edge=Edge)
    cdef object read_document(self)
    @cython.locals(state=State, code=cython.int, edge=Edge)
    cdef tuple read_fragment(self)
    cdef object member(self, Edge edge)
    cpdef object fault(self, str reason)
