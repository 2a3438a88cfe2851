# C types of the encoder, used when encoder.py is compiled. Keep in step with it.
cimport cython
from libc.stdint cimport int64_t

from secc.exi.states cimport Datatype, Edge, State, Type

cdef bint COMPILED
cdef int EVENT_ROOM, MAX_DEPTH


@cython.final
cdef class Encoder:
    cdef public object grammar
    cdef bint strict
    cdef bytearray buffer
    cdef unsigned char* out
    cdef long long room, size
    cdef unsigned long long word
    cdef int fill
    cdef int depth
    cdef object detour

    cpdef emit(self, unsigned long long value, int count)
    cdef inline void put(self, unsigned long long value, int count) noexcept
    @cython.locals(i=cython.longlong, word=cython.ulonglong, out="unsigned char*")
    cdef void flush(self) noexcept
    cdef reserve(self, long long count)
    @cython.locals(count=cython.longlong, out="unsigned char*")
    cpdef bytes finish(self)
    cpdef void natural(self, long long value) noexcept
    @cython.locals(count=cython.longlong, whole=cython.longlong, j=cython.longlong, word=cython.ulonglong, octets="const unsigned char*")
    cdef octets(self, bytes data)
    cdef splice(self, bytes data)
    @cython.locals(kind=cython.int)
    cpdef value(self, Edge edge, Datatype datatype, object value)
    @cython.locals(kind=cython.int, number=cython.longlong)
    cdef int64_t code(self, Edge edge, Datatype datatype, object value) except? -1
    @cython.locals(number=cython.longlong)
    cdef integer(self, Edge edge, Datatype datatype, object value)
    @cython.locals(number=cython.longlong)
    cdef large(self, Edge edge, Datatype datatype, object value)
    cdef string(self, Edge edge, Datatype datatype, object value)
    cpdef characters(self, str value)
    @cython.locals(raw=bytes)
    cpdef points(self, str value)
    cdef check(self, Edge edge, Datatype datatype, long long length, str unit)
    @cython.locals(datatype=Datatype, bits=cython.int)
    cpdef leaf(self, Edge edge, object value, int code=*, int width=*)
    @cython.locals(kind=Type, values=tuple, state=State, edge=Edge, done=cython.int, written=cython.int, op=cython.int)
    cdef record(self, Edge owner, object message)
    @cython.locals(edge=Edge, odd=Edge)
    cdef Edge choose(self, State state, tuple values, int done)
    @cython.locals(edge=Edge)
    cdef Edge member(self, State state, object value)
    cpdef child(self, Edge edge, object value)
    cpdef enter(self)
    cpdef leave(self)
    cdef object open(self)
    @cython.locals(count=cython.int, slot=cython.int, found=Edge)
    cdef State items(self, Edge edge, State state, object items)
    @cython.locals(edge=Edge)
    cdef Edge find(self, State state, int slot)
    cdef exclusive(self, Type kind, tuple values, int written)
    cpdef bytes document(self, object message)
    cpdef bytes fragment(self, Edge edge, object value)
    @cython.locals(edge=Edge, state=State)
    cdef bytes write_document(self, object message)
    @cython.locals(state=State)
    cdef bytes write_fragment(self, Edge edge, object value)
    cpdef object fault(self, Edge edge, str reason)
