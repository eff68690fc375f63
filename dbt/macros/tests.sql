{# Every stored span must be that slice of the article's text. #}
{% test slice_equals_text(model, spans=['char']) %}
-- all spans at once, so that each article's text is fetched once; a fact's own span has no prefix to its words
select m.*
from {{ model }} as m
left join {{ ref('int_article_versions_ranked') }} as t on m.version_id = t.version_id
where
  {%- for span in spans %}
  {%- set words = 'text' if span == 'char' else span ~ '_text' %}
  {{ 'or ' if not loop.first }}(
    m.{{ span }}_start is not null
    and (t.text is null or m.{{ words }} is distinct from substring(t.text, m.{{ span }}_start + 1, m.{{ span }}_end - m.{{ span }}_start))
  )
  {%- endfor %}
{% endtest %}

{# A combination of columns that must not repeat. #}
{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}, count(*) as count_rows
from {{ model }}
group by all
having count(*) > 1
{% endtest %}

{# What identifies a row: no two rows have the same, and no part of it is missing, nor one of the columns that are `filled`. #}
{% test primary_key(model, columns, filled=[]) %}
select {{ columns | join(', ') }}, count(*) as count_rows
from {{ model }}
group by all
having
  count(*) > 1
  {%- for column in columns %} or {{ column }} is null{% endfor %}
  {%- for column in filled %} or count({{ column }}) < count(*){% endfor %}
{% endtest %}

{# Columns that hold nothing but words of their lists, all of a table in one look. A null is no word. #}
{% test one_of(model, lists) %}
select * from {{ model }}
where false
  {%- for column, words in lists.items() %}
  or {{ column }} not in ('{{ words | join("', '") }}')
  {%- endfor %}
{% endtest %}

{# A condition that must hold in every row. #}
{% test holds(model, condition) %}
select * from {{ model }} where not coalesce({{ condition }}, false)
{% endtest %}

{# A flat view neither loses nor doubles rows of the table behind it. #}
{% test same_count_as(model, other) %}
select counts.* from (
  select (select count(*) from {{ model }}) as count_here, (select count(*) from {{ other }}) as count_there
) as counts
where count_here <> count_there
{% endtest %}

{# Columns of a view that are never null, in one look at it. (Tables of the marts refuse a null as they are filled.) #}
{% test never_null(model, columns) %}
select * from {{ model }} where {{ columns | join(' is null or ') }} is null
{% endtest %}
