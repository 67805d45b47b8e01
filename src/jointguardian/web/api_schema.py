"""What Litestar cannot describe by itself: named tuples, which are sent as arrays."""

from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition


class NamedTuples(OpenAPISchemaPlugin):
    """A named tuple such as Span: an array with a schema for each place, and no more."""

    __slots__ = ()

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        """Whether it is one."""
        kind = field_definition.annotation
        return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")

    def to_openapi_schema(
        self, field_definition: FieldDefinition, schema_creator: object
    ) -> Schema:
        """An array; what stands where is said in the type's docstring."""
        kind = field_definition.annotation
        types = [PLAIN[kind.__annotations__[name]] for name in kind._fields]
        return Schema(
            type=OpenAPIType.ARRAY,
            prefix_items=[Schema(type=t) for t in types],
            min_items=len(types),
            max_items=len(types),
            description=f"{', '.join(kind._fields)}: {kind.__doc__}",
        )


PLAIN = {int: OpenAPIType.INTEGER, float: OpenAPIType.NUMBER, str: OpenAPIType.STRING}
