# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

NAMESPACES = (
    '',
    'http://www.w3.org/XML/1998/namespace',
    'http://www.w3.org/2001/XMLSchema-instance',
    'http://www.w3.org/2001/XMLSchema',
    'urn:iso:15118:2:2010:AppProtocol',
)
NAMES = (
    (4, 'supportedAppProtocolReq'),
    (4, 'supportedAppProtocolRes'),
    (0, 'AppProtocol'),
    (0, 'Priority'),
    (0, 'ProtocolNamespace'),
    (0, 'ResponseCode'),
    (0, 'SchemaID'),
    (0, 'VersionNumberMajor'),
    (0, 'VersionNumberMinor'),
)
DATATYPES = (
    ('integer', 1, 20, ''),
    ('string', None, 100, ''),
    ('enumeration', None, None, 'responseCodeType'),
    ('integer', 0, 255, ''),
    ('integer', 0, 4294967295, ''),
    ('string', None, 30, ''),
)
TYPES = (
    (-1, 0, 3, ((0, 1),), ((0, ((1, 0, 2, 2, 2, 1, 2, 20),)), (2, ((1, 0, 2, 2, 2, 1, 2, 20), (5,))), (2, ((5,),)), (2, ((1, 0, 2, 2, 2, 1, 2, 20),)))),
    (-1, 0, 3, ((0, 0), (1, 0)), ((0, ((1, 0, 5, -3, -1, 1, 1, 0),)), (2, ((1, 1, 6, -4, -1, 2, 2, 0), (5,))), (2, ((5,),)), (2, ((1, 0, 5, -3, -1, 1, 1, 0),)))),
    (2, 0, 6, ((0, 0), (1, 0), (2, 0), (3, 0), (4, 0)), ((0, ((1, 0, 4, -2, -1, 1, 1, 0),)), (2, ((1, 1, 7, -5, -1, 2, 2, 0),)), (2, ((1, 2, 8, -5, -1, 3, 3, 0),)), (2, ((1, 3, 6, -4, -1, 4, 4, 0),)), (2, ((1, 4, 3, -1, -1, 5, 5, 0),)), (2, ((5,),)), (2, ((1, 0, 4, -2, -1, 1, 1, 0),)))),
)
CLASSES = (
    'supportedAppProtocolReq',
    'supportedAppProtocolRes',
    'AppProtocolType',
)
DOCUMENT = (
    (0, 0, 0),
    (1, 1, 1),
)
FRAGMENT = (
    (2, 2, 2),
    (3, -1, -1),
    (4, -2, -1),
    (5, -3, -1),
    (6, -4, -1),
    (7, -5, -1),
    (8, -5, -1),
    (0, 0, 0),
    (1, 1, 1),
)
ATTRIBUTES = (
)
TYPE_NAMES = (
    (4, 'AppProtocolType', 2),
    (4, 'idType', -4),
    (4, 'priorityType', -1),
    (4, 'protocolNameType', -6),
    (4, 'protocolNamespaceType', -2),
    (4, 'responseCodeType', -3),
)
LOCAL_NAMES = (
    ('AppProtocol', 'Priority', 'ProtocolNamespace', 'ResponseCode', 'SchemaID', 'VersionNumberMajor', 'VersionNumberMinor'),
    (),
    (),
    (),
    ('AppProtocolType', 'idType', 'priorityType', 'protocolNameType', 'protocolNamespaceType', 'responseCodeType', 'supportedAppProtocolReq', 'supportedAppProtocolRes'),
)
