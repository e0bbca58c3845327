"""A **Filter** says which articles to show; /search and alerts use it.

A filter is written as words with spaces or commas between them. An article passes if each of them
holds:

- a word (``食品``, ``5000``; ``open source`` is two) stands as one contiguous compact string
  anywhere in the title, subtitle or paragraphs, letters and digits at word bounds; or, where it is
  a learnt alias (樊书记), the name it stands for does, where it is an office's name (人社局),
  another one of its names, and where it is or holds a number (1.2万户居民), that in any spelling;
- ``"two words"`` (also “…”, 「…」, 『…』) as one string, spaces and all;
- ``标题:词``: the word stands in the title;
- ``记者:景静``: the article is credited to that name;
- ``日期:2022-10`` (a year, month or day, ``2022-10-20..2022-10-27``, 10月下旬, 上周; see
  `retrieval.query.filter.periods`): the article tells of then, or was printed then. What can mean
  nothing but a day or period needs no ``日期:``, and is no word: that one is written ``"昨天"``;
- ``版:A02``: it was printed on that page; ``版:2``: on the second page of any section;
- ``报纸:晚报``: it was printed in a paper whose name has this in it;
- ``甲|乙``: one of them holds;
- ``-词``, ``-版:2``: it does not hold (a minus only at the head of a word). What is not excluded
  must be something: a filter that only excludes lets nothing pass.

Full-width signs do the same; ``reporter:``, ``title:``, ``date:``, ``page:`` and ``paper:`` do as
the Chinese.
"""
